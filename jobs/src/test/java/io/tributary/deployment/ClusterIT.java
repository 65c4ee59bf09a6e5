package io.tributary.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.Pipeline;
import io.tributary.lake.FileStore;
import io.tributary.pipeline.Job;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delivered jar on a cluster: a master and two workers, of which one dies in the middle. */
class ClusterIT {
  @TempDir Path folder;

  @Test
  void aNightOnAClusterThatLosesAWorkerLeavesWhatAnEmbeddedNightLeaves() throws Exception {
    Optional<Path> spark = StandaloneCluster.sparkHome();
    assumeTrue(spark.isPresent(), "No Spark from PyPI: what is missing is said above");
    Results embedded = SmallRetailer.in(folder.resolve("embedded")).embedded();
    SmallRetailer retailer = SmallRetailer.in(folder.resolve("cluster"));

    try (StandaloneCluster cluster = StandaloneCluster.start(spark.get(), folder.resolve("logs"));
        Program night =
            cluster.submit(folder.resolve("night.log"), lineageOptions(), retailer.night())) {
      night.until(() -> hasKeptSomething(retailer), 120);
      cluster.killAWorker();
      assertThat(night.finish(240)).as(night.text()).isZero();
    }

    String exports = retailer.folder().resolve("exports").toString();
    Results found = Results.of(files(), exports, SmallRetailer.NIGHT);
    assertThat(found).isEqualTo(embedded);
    assertThat(retailer.folder().resolve("logs/tributary.log"))
        .as("the log, by our own rules")
        .content()
        .contains("Lost executor");
    assertThat(Lineage.of(events())).satisfies(ClusterIT::isThatOfTheJobList);
  }

  private static void isThatOfTheJobList(Lineage told) {
    assertThat(told.outputs())
        .containsKeys("ingest", "identity", "ledger", "customers", "insight", "export");
    for (Job job : Pipeline.JOBS) {
      Set<String> known = new TreeSet<>(job.reads());
      known.addAll(job.writes());
      assertThat(told.outputs().getOrDefault(job.name(), Set.of()))
          .as("written by " + job.name())
          .isSubsetOf(job.writes());
      assertThat(told.inputs().getOrDefault(job.name(), Set.of()))
          .as("read by " + job.name())
          .isSubsetOf(known);
    }
  }

  /** In the middle of {@code identity}, as its results are used by what comes next. */
  private static boolean hasKeptSomething(SmallRetailer retailer) throws IOException {
    Path kept = retailer.folder().resolve("lake/_tributary/staging/checkpoints");
    if (!Files.exists(kept)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(kept, 2)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("rdd-"));
    } catch (UncheckedIOException e) {
      // A folder that went while it was listed.
      return false;
    }
  }

  private static FileStore files() {
    return new FileStore(new Configuration());
  }

  /** As somebody would who has OpenLineage; the file stands for its server. */
  private List<String> lineageOptions() {
    String jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("openlineage-spark_"))
            .findFirst()
            .orElseThrow();
    return List.of(
        "--jars",
        jar,
        "--conf",
        "spark.extraListeners=io.openlineage.spark.agent.OpenLineageSparkListener",
        "--conf",
        "spark.openlineage.transport.type=file",
        "--conf",
        "spark.openlineage.transport.location=" + events());
  }

  private Path events() {
    return folder.resolve("lineage.ndjson");
  }
}
