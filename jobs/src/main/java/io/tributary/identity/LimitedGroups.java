package io.tributary.identity;

import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rebuilds one component that breaks a limit, in memory: its links, strongest first, each accepted
 * unless the merged group would break a limit. A link's strength (semantics.md, OneID step 5):
 * smaller worse priority of the two, smaller better priority, more records, later last mention,
 * then the texts of the pair, smaller first, and their tenures. Values are opened only where texts
 * decide.
 */
final class LimitedGroups implements CoGroupFunction<Long, Row, Row, Row> {
  private static final long serialVersionUID = 1L;

  /**
   * An identifier {@code a} with its group {@code grp} ({@code b} is null), or a refused link
   * {@code a, b} with the limit that it broke, by rank.
   */
  static final StructType RESULT =
      new StructType()
          .add("a", DataTypes.LongType, false)
          .add("b", DataTypes.LongType, true)
          .add("grp", DataTypes.LongType, true)
          .add("limit_rank", DataTypes.IntegerType, true)
          .add("records", DataTypes.LongType, true)
          .add("last_on", DataTypes.DateType, true);

  private final Sealer sealer;
  private final int[] limits;

  LimitedGroups(VaultKey key, int[] limits) {
    this.sealer = new Sealer(key);
    this.limits = limits.clone();
  }

  /** An identifier of the component, and, while it is the head of a group, the group. */
  private final class Node {
    private final long id;
    private final String namespace;
    private final ByteBuffer key;
    private final int tenure;
    private final int rank;
    private final byte[] sealedValue;
    private String text;
    private Node parent = this;
    private long smallest;
    private final Map<Integer, Set<ByteBuffer>> values = new HashMap<>();

    Node(Row row) {
      id = row.getLong(1);
      namespace = row.getString(2);
      key = ByteBuffer.wrap(row.<byte[]>getAs(3));
      tenure = row.getInt(4);
      rank = row.getInt(5);
      sealedValue = row.getAs(6);
      smallest = id;
      if (limits[rank] >= 0) {
        values.computeIfAbsent(rank, r -> new HashSet<>()).add(key);
      }
    }

    String text() {
      if (text == null) {
        text = namespace + ":" + sealer.open(namespace, sealedValue);
      }
      return text;
    }

    Node head() {
      Node head = this;
      while (head.parent != head) {
        head.parent = head.parent.parent;
        head = head.parent;
      }
      return head;
    }

    int size() {
      return values.values().stream().mapToInt(Set::size).sum();
    }
  }

  /** A link whose ends are told apart when texts are needed. */
  private record Link(Node a, Node b, long records, Date lastOn) {
    int weaker() {
      return Math.max(a.rank, b.rank);
    }

    int stronger() {
      return Math.min(a.rank, b.rank);
    }

    private boolean isAscending() {
      int order = TextOrder.INSTANCE.compare(a.text(), b.text());
      return order < 0 || order == 0 && a.tenure <= b.tenure;
    }

    Node smaller() {
      return isAscending() ? a : b;
    }

    Node larger() {
      return isAscending() ? b : a;
    }
  }

  private static final Comparator<Link> STRONGEST_FIRST =
      Comparator.comparingInt(Link::weaker)
          .thenComparingInt(Link::stronger)
          .thenComparing(Comparator.comparingLong(Link::records).reversed())
          .thenComparing(Comparator.comparing(Link::lastOn).reversed())
          .thenComparing(link -> link.smaller().text(), TextOrder.INSTANCE)
          .thenComparing(link -> link.larger().text(), TextOrder.INSTANCE)
          .thenComparingInt(link -> link.smaller().tenure)
          .thenComparingInt(link -> link.larger().tenure);

  @Override
  public Iterator<Row> call(Long component, Iterator<Row> members, Iterator<Row> links) {
    Map<Long, Node> nodes = new HashMap<>();
    members.forEachRemaining(
        row -> {
          Node node = new Node(row);
          nodes.put(node.id, node);
        });
    List<Link> sorted = new ArrayList<>();
    links.forEachRemaining(
        row ->
            sorted.add(
                new Link(
                    nodes.get(row.getLong(1)),
                    nodes.get(row.getLong(2)),
                    row.getLong(3),
                    row.getDate(4))));
    sorted.sort(STRONGEST_FIRST);
    List<Row> result = new ArrayList<>();
    for (Link link : sorted) {
      Integer broken = join(link.a().head(), link.b().head());
      if (broken != null) {
        result.add(
            RowFactory.create(
                link.a().id, link.b().id, null, broken, link.records(), link.lastOn()));
      }
    }
    for (Node node : nodes.values()) {
      result.add(RowFactory.create(node.id, null, node.head().smallest, null, null, null));
    }
    return result.iterator();
  }

  /**
   * Merges two groups, unless that breaks a limit: then the rank of the strongest that it breaks.
   */
  private Integer join(Node one, Node other) {
    if (one == other) {
      return null;
    }
    Integer broken = brokenLimit(one, other);
    if (broken != null) {
      return broken;
    }
    boolean oneIsLarger = one.size() >= other.size();
    Node large = oneIsLarger ? one : other;
    Node small = oneIsLarger ? other : one;
    small.parent = large;
    large.smallest = Math.min(large.smallest, small.smallest);
    small.values.forEach(
        (rank, values) -> large.values.computeIfAbsent(rank, r -> new HashSet<>()).addAll(values));
    small.values.clear();
    return null;
  }

  private Integer brokenLimit(Node one, Node other) {
    for (int rank = 0; rank < limits.length; rank++) {
      if (limits[rank] >= 0
          && together(one.values.get(rank), other.values.get(rank)) > limits[rank]) {
        return rank;
      }
    }
    return null;
  }

  private static int together(Set<ByteBuffer> one, Set<ByteBuffer> other) {
    if (one == null || other == null) {
      return one == null ? (other == null ? 0 : other.size()) : one.size();
    }
    Set<ByteBuffer> large = one.size() >= other.size() ? one : other;
    Set<ByteBuffer> small = one.size() >= other.size() ? other : one;
    int together = large.size();
    for (ByteBuffer value : small) {
      if (!large.contains(value)) {
        together++;
      }
    }
    return together;
  }
}
