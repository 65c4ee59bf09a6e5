package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.pipeline.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made from the one list of jobs must say the same as the list. */
class PipelineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void airflowKnowsTheSameJobs() throws IOException {
    JsonNode written = JSON.readTree(Files.readString(Path.of("airflow/pipeline.json")));

    assertThat(written)
        .as("airflow/pipeline.json should be\n%s", expected().toPrettyString())
        .isEqualTo(expected());
  }

  @Test
  void theReadmeNamesEveryJobWithWhatItDoes() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Job job : Pipeline.JOBS) {
      assertThat(readme).contains("`" + job.name() + "`").contains(job.description());
    }
  }

  @Test
  void noJobReadsATableThatALaterJobWrites() {
    Set<String> written = new HashSet<>(Set.of("landing", "runs"));
    for (Job job : Pipeline.JOBS) {
      assertThat(written).as(job.name()).containsAll(job.reads());
      written.addAll(job.writes());
    }
  }

  private static JsonNode expected() {
    ArrayNode jobs = JSON.createArrayNode();
    for (Job job : Pipeline.JOBS) {
      ObjectNode node = jobs.addObject();
      node.put("job", job.name());
      node.put("description", job.description());
      job.reads().forEach(node.putArray("reads")::add);
      job.writes().forEach(node.putArray("writes")::add);
    }
    return JSON.createObjectNode().set("jobs", jobs);
  }
}
