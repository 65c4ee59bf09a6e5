package io.tributary.bench;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Links whose components are known by construction: people of 2 to 6 identifiers (3.1 on average,
 * 2.6 links), and larger groups in a given shape. Everything is drawn by hash, so the same graph
 * each time. Keys look like what the identity job makes: 64 random bits.
 */
final class LinkGraph {
  /** How the larger groups hang together. */
  enum Shape {
    /** Every identifier is linked to the first one, like the phone of a clerk. */
    HUB,
    /** Every identifier is linked to the one before. */
    CHAIN,
    /** Every identifier is linked to any earlier one. */
    TREE
  }

  /** Groups of one shape and size. */
  record Groups(Shape shape, int count, int identifiers) implements Serializable {}

  private static final int MOST_IDENTIFIERS = 8;

  /** Of 100 people, how many have more than 2, 3, 4 and 5 identifiers. */
  private static final int[] MORE_THAN = {62, 31, 12, 3};

  private static final int CHANCE_OF_AN_EXTRA_LINK = 85;

  private final SparkSession spark;
  private final long people;
  private final Groups[] groups;

  LinkGraph(SparkSession spark, long people, Groups... groups) {
    this.spark = spark;
    this.people = people;
    this.groups = groups;
  }

  /** People with some chains of 1,000 and, for every 3 million, a hub of 100,000 identifiers. */
  static LinkGraph ofPeople(SparkSession spark, long people) {
    return new LinkGraph(
        spark,
        people,
        new Groups(Shape.HUB, (int) Math.max(1, people / 3_000_000), 100_000),
        new Groups(Shape.CHAIN, (int) (people / 30_000), 1_000));
  }

  /** All links, in the order of their hash: those of one person lie anywhere. */
  Dataset<Row> links(int partitions) {
    Dataset<Row> links = pairs(people, "a", "b", LinkGraph::linksOfPerson);
    long base = people;
    for (Groups each : groups) {
      links = links.unionByName(pairs(all(each), "a", "b", linkOf(each, base)));
      base += all(each);
    }
    return links.repartition(partitions, col("a"), col("b"));
  }

  /** What must come out: each identifier with the smallest of its group. */
  Dataset<Row> components() {
    Dataset<Row> components = pairs(people, "node", "component", LinkGraph::componentOfPerson);
    long base = people;
    for (Groups each : groups) {
      components =
          components.unionByName(pairs(all(each), "node", "component", componentOf(each, base)));
      base += all(each);
    }
    return components;
  }

  private static long all(Groups groups) {
    return (long) groups.count * groups.identifiers;
  }

  private Dataset<Row> pairs(
      long count, String first, String second, FlatMapFunction<Long, Row> pairsOf) {
    StructType schema =
        new StructType()
            .add(first, DataTypes.LongType, false)
            .add(second, DataTypes.LongType, false);
    return spark.range(count).as(Encoders.LONG()).flatMap(pairsOf, Encoders.row(schema));
  }

  private static Iterator<Row> linksOfPerson(long person) {
    int identifiers = identifiersOf(person);
    boolean extra = identifiers > 2 && draw(person, 20, 100) < CHANCE_OF_AN_EXTRA_LINK;
    return IntStream.range(1, extra ? identifiers + 1 : identifiers)
        .mapToObj(
            i ->
                i < identifiers
                    ? row(key(person, i), key(person, draw(person, 30 + i, 100) < 60 ? 0 : i - 1))
                    : row(key(person, 1), key(person, identifiers - 1)))
        .iterator();
  }

  private static Iterator<Row> componentOfPerson(long person) {
    int identifiers = identifiersOf(person);
    long smallest =
        IntStream.range(0, identifiers).mapToLong(i -> key(person, i)).min().orElseThrow();
    return IntStream.range(0, identifiers).mapToObj(i -> row(key(person, i), smallest)).iterator();
  }

  private static int identifiersOf(long person) {
    int drawn = draw(person, 10, 100);
    return 2 + (int) IntStream.of(MORE_THAN).filter(more -> drawn < more).count();
  }

  private static FlatMapFunction<Long, Row> linkOf(Groups groups, long base) {
    return position -> {
      long first = position - position % groups.identifiers;
      int i = (int) (position - first);
      int other =
          switch (groups.shape) {
            case HUB -> 0;
            case CHAIN -> i - 1;
            case TREE -> draw(position, 10, Math.max(1, i));
          };
      return i == 0
          ? Collections.emptyIterator()
          : List.of(row(key(base + position, 0), key(base + first + other, 0))).iterator();
    };
  }

  private static FlatMapFunction<Long, Row> componentOf(Groups groups, long base) {
    long[] smallest =
        LongStream.range(0, groups.count)
            .map(
                group ->
                    LongStream.range(0, groups.identifiers)
                        .map(i -> key(base + group * groups.identifiers + i, 0))
                        .min()
                        .orElseThrow())
            .toArray();
    return position ->
        List.of(row(key(base + position, 0), smallest[(int) (position / groups.identifiers)]))
            .iterator();
  }

  private static Row row(long first, long second) {
    return RowFactory.create(first, second);
  }

  private static int draw(long of, int what, int bound) {
    return (int) Long.remainderUnsigned(scramble(scramble(of) + what), bound);
  }

  private static long key(long owner, int identifier) {
    return scramble(owner * MOST_IDENTIFIERS + identifier);
  }

  /** The finaliser of MurmurHash3: different numbers stay different. */
  private static long scramble(long number) {
    long mixed = (number ^ number >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
