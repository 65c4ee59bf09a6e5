package io.tributary.bench;

import io.tributary.Pipeline;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Night.Outcome;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/**
 * One night of a workspace with all jobs of {@link Pipeline}, as {@code nightly} runs it, measured.
 * It has the process to itself: like a night in production it starts cold, and its peak is its own.
 * Arguments: workspace, date, {@code full} or {@code changes}, file for the {@link NightCost}.
 */
final class MeasuredNight {
  /** The key of every workspace of a bench. */
  static final VaultKey KEY = VaultKey.parse("5e".repeat(32), "the bench");

  private static final int SLOWEST = 8;

  private MeasuredNight() {}

  public static void main(String[] arguments) throws IOException {
    Workspace workspace = WorkspaceReader.read(Path.of(arguments[0]));
    LocalDate date = LocalDate.parse(arguments[1]);
    // Otherwise the events cut the paths of the tables that a plan reads, and stacks of callers.
    System.setProperty("spark.sql.maxMetadataStringLength", "1000");
    System.setProperty("spark.callstack.depth", "60");
    SparkSession spark = Sessions.start(null);
    spark.sparkContext().setLogLevel("ERROR");
    Spans spans = new Spans();
    SparkCosts costs = new SparkCosts(spans);
    spark.sparkContext().addSparkListener(costs);
    Heap heap = new Heap();
    List<MeasuredJob> jobs =
        Pipeline.JOBS.stream().map(job -> new MeasuredJob(job, spans, heap)).toList();
    Console console = new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), false);
    long start = System.nanoTime();
    List<Outcome> outcomes =
        Night.run(
            workspace, spark, KEY, date, arguments[2].equals("full"), List.copyOf(jobs), console);
    double seconds = (System.nanoTime() - start) / 1e9;
    double processSeconds = Machine.processAge();
    LakeSize lake = LakeSize.of(spark, workspace.lake());
    // All events have been told when it has stopped.
    spark.stop();
    List<JobCost> ofJobs = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      MeasuredJob job = jobs.get(i);
      ofJobs.add(
          job.cost(
              outcome.status(),
              outcome.seconds(),
              outcome.result(),
              costs.of(job.name()),
              SLOWEST));
    }
    ResultFiles.write(
        Path.of(arguments[3]),
        new NightCost(
            date.toString(),
            seconds,
            processSeconds,
            Machine.processPeak(),
            changed(outcomes),
            ofJobs,
            lake));
  }

  /** What the first two jobs tell of the night's dumps, as {@code run.json} has it. */
  private static Map<String, Long> changed(List<Outcome> outcomes) {
    Map<String, Long> changed = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      Map<String, Object> details = outcome.result().details();
      if (details.get("changed_rows") instanceof Map<?, ?> tables) {
        tables.forEach((table, rows) -> changed.put((String) table, (Long) rows));
      }
      if (details.get("merged") instanceof Long merged) {
        changed.put("merged", merged);
      }
    }
    return changed;
  }
}
