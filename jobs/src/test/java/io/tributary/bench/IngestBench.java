package io.tributary.bench;

import io.tributary.pipeline.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a first night takes for {@link OrderLineDumps}, beside DuckDB. */
@Command(
    name = "bench ingest",
    description = "Order lines from CSV into an empty lake, beside DuckDB.",
    mixinStandardHelpOptions = true)
public final class IngestBench implements Callable<Integer> {
  @Option(names = "--rows", defaultValue = "10000000", description = "(default: ${DEFAULT-VALUE})")
  private long rows;

  @Option(names = "--runs", defaultValue = "3", description = "of each (default: ${DEFAULT-VALUE})")
  private int runs;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new IngestBench()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("ingest-bench");
    SparkSession spark = Sessions.start(null);
    spark.sparkContext().setLogLevel("ERROR");
    System.out.println(Machine.describe());
    OrderLineDumps dumps = new OrderLineDumps(folder, rows);
    try (DuckDb duckDb = new DuckDb(folder)) {
      dumps.write();
      System.out.println(dumps.describe());
      double ours = median("tributary", () -> dumps.ingest(spark));
      double peer = median("duckdb", () -> dumps.ingestBy(duckDb));
      System.out.printf(Locale.ROOT, "tributary / duckdb: %.1f%n", ours / peer);
      System.out.println(dumps.isEqual(spark, duckDb) ? "equal lines" : "lines are NOT EQUAL");
    } finally {
      spark.stop();
      FileUtils.deleteDirectory(folder.toFile());
    }
    return 0;
  }

  private double median(String name, Callable<String> work) {
    List<Double> seconds = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      System.gc();
      Machine.resetPeaks();
      double processor = Machine.processorSeconds();
      long start = System.nanoTime();
      String told;
      try {
        told = work.call();
      } catch (Exception e) {
        throw new IllegalStateException(name + " failed", e);
      }
      seconds.add((System.nanoTime() - start) / 1e9);
      System.out.printf(
          Locale.ROOT,
          "  %s, run %d: %.1f s, %.1f s of processor, %s (%s)%n",
          name,
          run,
          seconds.get(run - 1),
          Machine.processorSeconds() - processor,
          Machine.peaks(),
          told);
    }
    double median = seconds.stream().sorted().toList().get(runs / 2);
    System.out.printf(
        Locale.ROOT, "%s: median %.1f s, %,.0f rows a second%n", name, median, rows / median);
    return median;
  }
}
