package io.tributary.identity;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Fewer links that connect the same nodes: each partition's links give way to pairs of a node and
 * the smallest node that it reaches within the partition. When a partition has more nodes than the
 * table has room for, what is known is written out and the table starts empty again.
 */
final class SpanningForest implements PairCursor {
  /** A table of 24 MB: more would leave the processor's cache, to little use. */
  private static final int MAX_ROOM = 1 << 20;

  private final PairCursor links;
  private final UnionFind sets;
  private PairCursor forest;
  private boolean linksLeft;

  private SpanningForest(PairCursor links, int room) {
    this.links = links;
    this.sets = new UnionFind(room);
    this.linksLeft = links.advance();
    connect();
  }

  /**
   * The forest of each partition, packed.
   *
   * @param links columns a and b
   * @param memoryBudget bytes for each task
   */
  static Dataset<Row> of(Dataset<Row> links, long memoryBudget) {
    int room = (int) Math.max(2, Math.min(MAX_ROOM, memoryBudget / UnionFind.BYTES_PER_NODE));
    return links
        .select("a", "b")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> ofPartition(rows, room),
            Encoders.row(PackedPairs.SCHEMA));
  }

  private static Iterator<Row> ofPartition(Iterator<Row> rows, int room) {
    return PackedPairs.pack(new SpanningForest(PairCursor.over(rows), room));
  }

  private void connect() {
    boolean linkedToItself = false;
    while (linksLeft && !sets.isFull()) {
      sets.link(links.first(), links.second());
      linkedToItself |= links.first() == links.second();
      linksLeft = links.advance();
    }
    // A node that occurs in no other link must not get lost: it is a root of nothing.
    forest = sets.nodesAndRoots(linkedToItself);
  }

  @Override
  public boolean advance() {
    while (!forest.advance()) {
      if (!linksLeft) {
        return false;
      }
      sets.clear();
      connect();
    }
    return true;
  }

  @Override
  public long first() {
    return forest.first();
  }

  @Override
  public long second() {
    return forest.second();
  }
}
