package io.tributary.bench;

import io.tributary.bench.LinkGraph.Groups;
import io.tributary.bench.LinkGraph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long {@link ComponentsWork} takes, for graphs of several shapes. */
@Command(
    name = "bench components",
    description = "Connected components of generated links.",
    mixinStandardHelpOptions = true)
public final class ComponentsBench implements Callable<Integer> {
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

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new ComponentsBench());
    System.exit(command.setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = new Path(Files.createTempDirectory("components-bench").toUri());
    SparkSession spark = ComponentsWork.session();
    System.out.println(Machine.describe());
    try {
      ComponentsWork work =
          new ComponentsWork(spark, graph(spark), new Path(folder, "links").toString());
      System.out.println(graph.name().toLowerCase(Locale.ROOT) + ": " + work.describe());
      double ours = median("ours", runs, () -> work.ours(budget));
      if (graphxRuns > 0) {
        double peer = median("graphx", graphxRuns, work::byGraphX);
        System.out.printf(Locale.ROOT, "graphx / ours: %.1f%n", peer / ours);
      }
    } finally {
      folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
      spark.stop();
    }
    return 0;
  }

  private LinkGraph graph(SparkSession spark) {
    return switch (graph) {
      case PEOPLE -> LinkGraph.ofPeople(spark, size);
      case TREE -> new LinkGraph(spark, 0, new Groups(Shape.TREE, 1, size));
      case CHAIN -> new LinkGraph(spark, 0, new Groups(Shape.CHAIN, 1, size));
    };
  }

  private static double median(String name, int runs, DoubleSupplier work) {
    double[] seconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      // Lets Spark delete what earlier runs kept on disk.
      System.gc();
      Machine.resetPeaks();
      double processor = Machine.processorSeconds();
      seconds[run] = work.getAsDouble();
      System.out.printf(
          Locale.ROOT,
          "  %s, run %d: %.1f s, %.1f s of processor, %s%n",
          name,
          run + 1,
          seconds[run],
          Machine.processorSeconds() - processor,
          Machine.peaks());
    }
    Arrays.sort(seconds);
    System.out.printf(Locale.ROOT, "%s: median %.1f s%n", name, seconds[runs / 2]);
    return seconds[runs / 2];
  }
}
