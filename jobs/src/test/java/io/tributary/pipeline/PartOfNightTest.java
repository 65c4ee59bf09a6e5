package io.tributary.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.Pipeline;
import io.tributary.TestSpark;
import io.tributary.ingest.WorkspaceFixture;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of which only some jobs run. */
class PartOfNightTest {
  @TempDir Path folder;

  @Test
  void whatAnEarlierJobHasNotMadeYetIsNamedWithThatJob() {
    List<Job> repurchase =
        Pipeline.JOBS.stream().filter(job -> job.name().equals("repurchase")).toList();
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(
                """
                source: shop
                files: shop/{date}.csv
                format: csv
                delivery: changes
                entities:
                  - entity: product
                    columns: {sku: "no"}
                """);

    assertThatThrownBy(
            () ->
                Night.runPart(
                    shop.read(),
                    TestSpark.session(),
                    WorkspaceFixture.KEY,
                    LocalDate.parse("2025-06-01"),
                    false,
                    Pipeline.JOBS,
                    repurchase,
                    new Console(new PrintStream(OutputStream.nullOutputStream()), true)))
        .isInstanceOf(UserMistake.class)
        .hasMessageMatching(
            "The job repurchase reads the table \\w+, which is not in the lake yet: "
                + "the job \\w+ makes it\\. Run the whole night, .* --from ingest\\.");
  }
}
