package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each graph with room for all of it in one task, for some of it, and for nothing. */
class ComponentsTest {
  private static final long AMPLE = 1L << 24;
  private static final long NONE = 0;
  private static final SparkSession SPARK = session(false, 2);

  private record Link(long a, long b) {}

  private static SparkSession session(boolean forLargeNights, int partitions) {
    SparkSession session = TestSpark.session().newSession();
    session.conf().set("spark.sql.adaptive.enabled", forLargeNights);
    session.conf().set("spark.sql.codegen.wholeStage", forLargeNights);
    session.conf().set("spark.sql.shuffle.partitions", partitions);
    return session;
  }

  @ParameterizedTest
  @ValueSource(longs = {AMPLE, NONE})
  void noLinks(long memoryBudget) {
    assertThat(components(List.of(), 2, memoryBudget)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {AMPLE, NONE})
  void aNodeLinkedOnlyToItselfIsAComponent(long memoryBudget) {
    List<Link> links =
        List.of(new Link(7, 7), new Link(7, 7), new Link(0, 0), new Link(1, 2), new Link(2, 2));
    assertThat(components(links, 2, memoryBudget))
        .isEqualTo(Map.of(0L, 0L, 1L, 1L, 2L, 1L, 7L, 7L));
  }

  @ParameterizedTest
  @ValueSource(longs = {AMPLE, NONE})
  void repeatedAndReversedLinksCountOnce(long memoryBudget) {
    List<Link> links =
        List.of(new Link(5, 3), new Link(3, 5), new Link(5, 3), new Link(-9, 4), new Link(4, -9));
    assertThat(components(links, 3, memoryBudget))
        .isEqualTo(Map.of(3L, 3L, 5L, 3L, -9L, -9L, 4L, -9L));
  }

  @ParameterizedTest
  @ValueSource(longs = {AMPLE, NONE})
  void theExtremesOfTheKeysAreNodes(long memoryBudget) {
    List<Link> links =
        List.of(
            new Link(Long.MAX_VALUE, Long.MIN_VALUE), new Link(0, Long.MAX_VALUE), new Link(1, -1));
    assertThat(components(links, 1, memoryBudget))
        .isEqualTo(
            Map.of(
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                0L,
                Long.MIN_VALUE,
                1L,
                -1L,
                -1L,
                -1L));
  }

  @ParameterizedTest
  @ValueSource(longs = {AMPLE, NONE})
  void hubsAtTheLargestAndTheSmallestNode(long memoryBudget) {
    List<Link> links = new ArrayList<>();
    for (long leaf = 1; leaf <= 300; leaf++) {
      links.add(new Link(leaf, 1_000_000));
      links.add(new Link(-leaf, -1_000_000));
    }
    assertAgreesWithSearch(links, 4, memoryBudget);
  }

  @ParameterizedTest
  @ValueSource(longs = {AMPLE, 10_000})
  void aLongChain(long memoryBudget) {
    List<Link> links = new ArrayList<>();
    for (long node = 0; node < 20_000; node++) {
      links.add(new Link(node, node + 1));
    }
    Collections.shuffle(links, new Random(1));
    Map<Long, Long> components = components(links, 4, memoryBudget);
    assertThat(components.keySet())
        .containsExactlyElementsOf(LongStream.rangeClosed(0, 20_000).boxed().toList());
    assertThat(new TreeSet<>(components.values())).containsExactly(0L);
  }

  @ParameterizedTest
  @CsvSource({"16777216, 1", "16777216, 7", "20000, 3", "0, 5"})
  void randomGraphsAgreeWithASearch(long memoryBudget, int partitions) {
    Random random = new Random(memoryBudget + partitions);
    List<Link> links = new ArrayList<>();
    for (int graph = 0; graph < 40; graph++) {
      addRandomGraph(links, graph * 1_000L - 20_000, random);
    }
    Collections.shuffle(links, random);
    assertAgreesWithSearch(links, partitions, memoryBudget);
  }

  private static void addRandomGraph(List<Link> links, long offset, Random random) {
    int nodes = 2 + random.nextInt(60);
    int count = random.nextInt(2 * nodes);
    for (int i = 0; i < count; i++) {
      links.add(new Link(offset + random.nextInt(nodes), offset + random.nextInt(nodes)));
    }
  }

  @Test
  void plansForLargeNightsGiveTheSame() {
    Random random = new Random(3);
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      links.add(new Link(random.nextInt(3_000), random.nextInt(3_000)));
    }
    Dataset<Row> graph = graph(session(true, 5), links, 3);
    assertThat(collected(Components.of(graph, 20_000))).isEqualTo(searched(links));
  }

  @Test
  void aLostIntermediateResultEndsTheJobInsteadOfChangingTheGraph() {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(SPARK.sparkContext());
    Set<Integer> before = new HashSet<>(context.getPersistentRDDs().keySet());
    Dataset<Row> components = Components.of(graph(SPARK, List.of(new Link(1, 2)), 2), AMPLE);
    context.getPersistentRDDs().entrySet().stream()
        .filter(kept -> !before.contains(kept.getKey()))
        .forEach(kept -> kept.getValue().unpersist(true));
    assertThatThrownBy(components::collectAsList).hasMessageContaining("Checkpoint block");
  }

  private static void assertAgreesWithSearch(List<Link> links, int partitions, long memoryBudget) {
    assertThat(components(links, partitions, memoryBudget)).isEqualTo(searched(links));
  }

  private static Map<Long, Long> components(List<Link> links, int partitions, long memoryBudget) {
    return collected(Components.of(graph(SPARK, links, partitions), memoryBudget));
  }

  private static Dataset<Row> graph(SparkSession session, List<Link> links, int partitions) {
    StructType schema =
        new StructType().add("a", DataTypes.LongType, false).add("b", DataTypes.LongType, false);
    List<Row> rows = links.stream().map(link -> RowFactory.create(link.a, link.b)).toList();
    return session.createDataFrame(rows, schema).repartition(partitions);
  }

  private static Map<Long, Long> collected(Dataset<Row> components) {
    assertThat(components.columns()).containsExactly("node", "component");
    Map<Long, Long> collected = new TreeMap<>();
    for (Row row : components.collectAsList()) {
      assertThat(collected.put(row.getLong(0), row.getLong(1))).as("twice: %s", row).isNull();
    }
    return collected;
  }

  /** Components by breadth-first search from each node, smallest first. */
  private static Map<Long, Long> searched(List<Link> links) {
    TreeMap<Long, Set<Long>> neighbours = new TreeMap<>();
    for (Link link : links) {
      neighbours.computeIfAbsent(link.a, n -> new HashSet<>()).add(link.b);
      neighbours.computeIfAbsent(link.b, n -> new HashSet<>()).add(link.a);
    }
    Map<Long, Long> found = new TreeMap<>();
    for (long start : neighbours.keySet()) {
      Deque<Long> queue = new ArrayDeque<>(List.of(start));
      while (!queue.isEmpty()) {
        long node = queue.poll();
        if (found.putIfAbsent(node, start) == null) {
          queue.addAll(neighbours.get(node));
        }
      }
    }
    return found;
  }
}
