package io.tributary.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.identity.Components;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Connected components of a {@link LinkGraph} in Parquet, by {@link Components} and by GraphX on
 * the same Spark. Both give the same rows to the same aggregate, which is compared with what the
 * graph was made of: a wrong component ends the bench.
 */
final class ComponentsWork {
  private static final int PARTITIONS = 8;
  private static final long MEBIBYTE = 1L << 20;

  private final SparkSession spark;
  private final Dataset<Row> links;
  private final Row expected;
  private final String checkpoints;

  /** Writes the graph's links into a new folder. */
  ComponentsWork(SparkSession spark, LinkGraph graph, String folder) {
    this.spark = spark;
    this.checkpoints = folder + "-checkpoints";
    graph.links(PARTITIONS).write().parquet(folder);
    this.expected = digest(graph.components());
    this.links = spark.read().parquet(folder);
  }

  /** What {@link #ours} and {@link #byGraphX} compare. */
  static final String CHECKED = "the component of every identifier";

  /**
   * A session with Kryo, which GraphX's manual recommends, and with checkpoints for it: without, a
   * graph of many rounds ends in an overflow of the stack. It changes nothing for us.
   */
  static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .appName("components")
            .master("local[*]")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.graphx.pregel.checkpointInterval", "10")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "8")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }

  /** What was written, in words. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%,d links, %,d identifiers, %,d components",
        links.count(),
        expected.getLong(0),
        expected.getLong(1));
  }

  /**
   * Seconds of ours.
   *
   * @param budget MiB that one task may use
   */
  double ours(long budget) {
    return seconds("ours", () -> Components.of(links, budget * MEBIBYTE));
  }

  /** Seconds of GraphX; only it has a folder for checkpoints, of which ours would make use. */
  double byGraphX() {
    SparkContext context = spark.sparkContext();
    context.setCheckpointDir(checkpoints);
    try {
      return seconds("graphx", () -> GraphXComponents.of(spark, links));
    } finally {
      context.checkpointDir_$eq(Option.empty());
    }
  }

  private double seconds(String name, Supplier<Dataset<Row>> components) {
    long start = System.nanoTime();
    Row found = digest(components.get());
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!found.equals(expected)) {
      throw new IllegalStateException(name + " found " + found + " instead of " + expected);
    }
    return seconds;
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
}
