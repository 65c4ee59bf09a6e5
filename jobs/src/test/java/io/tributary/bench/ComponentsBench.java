package io.tributary.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.bench.LinkGraph.Groups;
import io.tributary.bench.LinkGraph.Shape;
import io.tributary.identity.Components;
import io.tributary.pipeline.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long {@link Components} takes for links in Parquet, beside GraphX on the same Spark. Both
 * give the same rows to the same aggregate, which is compared with what the graph was made of: a
 * wrong component ends the bench.
 */
@Command(name = "components", description = "Connected components of generated links.")
public final class ComponentsBench implements Callable<Integer> {
  private static final int PARTITIONS = 8;
  private static final long MEBIBYTE = 1L << 20;

  /** What the links look like. */
  enum Graph {
    PEOPLE,
    TREE,
    CHAIN
  }

  @Option(
      names = "--graph",
      defaultValue = "PEOPLE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Graph graph;

  @Option(
      names = "--size",
      defaultValue = "1000000",
      description = "people, or identifiers of the one tree or chain (default: ${DEFAULT-VALUE})")
  private int size;

  @Option(
      names = "--budget",
      defaultValue = "4096",
      description = "MiB that one task may use (default: ${DEFAULT-VALUE})")
  private long budget;

  @Option(names = "--runs", defaultValue = "3", description = "of ours (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(names = "--graphx-runs", defaultValue = "0", description = "(default: ${DEFAULT-VALUE})")
  private int graphxRuns;

  private SparkSession spark;
  private Row expected;

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new ComponentsBench());
    System.exit(command.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = new Path(Files.createTempDirectory("components-bench").toUri());
    // What GraphX's manual recommends; it changes nothing for us.
    System.setProperty("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    spark = Sessions.start(null);
    spark.sparkContext().setLogLevel("WARN");
    System.out.println(Machine.describe());
    try {
      Dataset<Row> links = write(graph(), new Path(folder, "links").toString());
      System.out.printf(
          Locale.ROOT,
          "%s: %,d links, %,d identifiers, %,d components%n",
          graph.name().toLowerCase(Locale.ROOT),
          links.count(),
          expected.getLong(0),
          expected.getLong(1));
      double ours = median("ours", runs, () -> Components.of(links, budget * MEBIBYTE));
      if (graphxRuns > 0) {
        double peer = median("graphx", graphxRuns, () -> GraphXComponents.of(spark, links));
        System.out.printf(Locale.ROOT, "graphx / ours: %.1f%n", peer / ours);
      }
    } finally {
      folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
      spark.stop();
    }
    return 0;
  }

  private LinkGraph graph() {
    return switch (graph) {
      case PEOPLE -> LinkGraph.ofPeople(spark, size);
      case TREE -> new LinkGraph(spark, 0, new Groups(Shape.TREE, 1, size));
      case CHAIN -> new LinkGraph(spark, 0, new Groups(Shape.CHAIN, 1, size));
    };
  }

  private Dataset<Row> write(LinkGraph graph, String folder) {
    graph.links(PARTITIONS).write().parquet(folder);
    expected = digest(graph.components());
    return spark.read().parquet(folder);
  }

  /** Nodes, components, and a number that every single row takes part in. */
  private static Row digest(Dataset<Row> components) {
    return components
        .withColumn("digest", xxhash64(col("node"), col("component")))
        .agg(
            count(lit(1)).as("nodes"),
            expr("count(*) FILTER (WHERE node = component)").as("components"),
            expr("bit_xor(digest)").as("digest"))
        .head();
  }

  private double median(String name, int runs, Supplier<Dataset<Row>> components) {
    double[] seconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      // Lets Spark delete what earlier runs kept on disk.
      System.gc();
      Machine.resetPeaks();
      double processor = Machine.processorSeconds();
      long start = System.nanoTime();
      Row found = digest(components.get());
      seconds[run] = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "  %s, run %d: %.1f s, %.1f s of processor, %s%n",
          name,
          run + 1,
          seconds[run],
          Machine.processorSeconds() - processor,
          Machine.peaks());
      if (!found.equals(expected)) {
        throw new IllegalStateException(name + " found " + found + " instead of " + expected);
      }
    }
    Arrays.sort(seconds);
    System.out.printf(Locale.ROOT, "%s: median %.1f s%n", name, seconds[runs / 2]);
    return seconds[runs / 2];
  }
}
