package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Connected components. Links become a spanning forest within each partition, before anything is
 * shuffled. When what is left fits the memory budget, one task finishes it; otherwise rounds of
 * {@link RandomContraction} make it smaller until it does, or until no link is left.
 *
 * <p>The result depends on the links alone, not on their order, repetition or partitions, nor on
 * tasks that ran twice. Every intermediate result is computed once and kept: a graph that is
 * computed twice and comes out differently is what made components wrong elsewhere (graphframes
 * 159, 428), and a lost one fails the job instead of shrinking the graph (graphframes 872).
 */
public final class Components {
  private static final long BYTES_PER_LINK = 2 * UnionFind.BYTES_PER_NODE;

  private Components() {}

  /**
   * The component of each node that occurs: columns node and component, which is the smallest node
   * (signed) of the component. Computes all but the last step at once, so it is no pure plan; the
   * last step runs each time that the result is used.
   *
   * @param links columns a and b, bigint, not null: in any order, repeated, linked to themselves
   * @param memoryBudget bytes that one task may use, outside of the memory that Spark manages; 48
   *     for each link are always enough
   */
  public static Dataset<Row> of(Dataset<Row> links, long memoryBudget) {
    long linksThatFit = Math.min(memoryBudget / BYTES_PER_LINK, UnionFind.MAX_ROOM / 2);
    Deque<Dataset<Row>> rounds = new ArrayDeque<>();
    Dataset<Row> forest = PackedPairs.keep(SpanningForest.of(links, memoryBudget));
    long left = PackedPairs.count(forest);
    while (left > linksThatFit) {
      Dataset<Row> linksLeft = PackedPairs.unpack(forest, "a", "b");
      Dataset<Row> representatives =
          keep(RandomContraction.representatives(linksLeft, rounds.size()));
      rounds.push(representatives);
      Dataset<Row> contracted = RandomContraction.contract(linksLeft, representatives);
      forest = PackedPairs.keep(SpanningForest.of(contracted, memoryBudget));
      left = PackedPairs.count(forest);
    }
    Dataset<Row> components = inOneTask(forest, left);
    return rounds.isEmpty() ? components : namedBySmallest(expand(components, rounds));
  }

  private static Dataset<Row> keep(Dataset<Row> representatives) {
    Dataset<Row> kept = PackedPairs.keep(PackedPairs.pack(representatives));
    return PackedPairs.unpack(kept, "node", "representative");
  }

  private static Dataset<Row> inOneTask(Dataset<Row> forest, long links) {
    int nodes = (int) (2 * links);
    Dataset<Row> packed =
        forest
            .coalesce(1)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) rows -> connect(rows, nodes),
                Encoders.row(PackedPairs.SCHEMA))
            // Whoever uses the result shall not do so in one task.
            .repartition(col("number"));
    return PackedPairs.unpack(packed, "node", "component");
  }

  private static Iterator<Row> connect(Iterator<Row> forest, int nodes) {
    UnionFind sets = new UnionFind(nodes);
    while (forest.hasNext()) {
      LongBuffer links = PackedPairs.longs(forest.next());
      while (links.hasRemaining()) {
        sets.link(links.get(), links.get());
      }
    }
    return PackedPairs.pack(sets.nodesAndRoots(true));
  }

  private static Dataset<Row> expand(Dataset<Row> components, Deque<Dataset<Row>> rounds) {
    Dataset<Row> expanded = components;
    for (Dataset<Row> representatives : rounds) {
      expanded = RandomContraction.expand(expanded, representatives);
    }
    return expanded;
  }

  /** Rounds represent a component by a node of their random order, not by its smallest. */
  private static Dataset<Row> namedBySmallest(Dataset<Row> components) {
    WindowSpec component =
        Window.partitionBy("component")
            .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
    return components.select(col("node"), min("node").over(component).as("component"));
  }
}
