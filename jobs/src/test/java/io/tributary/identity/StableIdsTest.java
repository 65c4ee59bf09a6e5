package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.identity.IdMatching.Pair;
import io.tributary.identity.ReferenceIdentity.Evidence;
import io.tributary.identity.ReferenceIdentity.Value;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Which customer keeps which id, beyond the told scenarios. */
class StableIdsTest {
  private static final LocalDate NIGHT = LocalDate.of(2025, 3, 1);

  @Test
  void theLargestOverlapFirstThenFirstSeenThenIdThenText() {
    assertThat(
            IdMatching.match(
                List.of(
                    new Pair(1, "a", 3, 10, "x"),
                    new Pair(1, "b", 2, 10, "x"),
                    new Pair(2, "a", 2, 10, "y"),
                    new Pair(2, "b", 1, 10, "y"))))
        .isEqualTo(Map.of(1L, "a", 2L, "b"));
    assertThat(
            IdMatching.match(List.of(new Pair(1, "a", 1, 11, "x"), new Pair(1, "b", 1, 10, "x"))))
        .as("earlier first seen")
        .isEqualTo(Map.of(1L, "b"));
    assertThat(
            IdMatching.match(List.of(new Pair(1, "b", 1, 10, "x"), new Pair(1, "a", 1, 10, "x"))))
        .as("smaller id")
        .isEqualTo(Map.of(1L, "a"));
    assertThat(
            IdMatching.match(
                List.of(
                    new Pair(1, "a", 1, 10, "\uD83D\uDE00"), new Pair(2, "a", 1, 10, "\uFF5E"))))
        .as("smaller text, by code point")
        .isEqualTo(Map.of(2L, "a"));
  }

  @Test
  void anIdIsNeverIssuedTwiceNotEvenOnOneDay() {
    IdentityWorld world = new IdentityWorld(RandomEvidence.IDENTITY);
    Evidence order = order("1", "e");
    Set<String> issued = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      world.full(NIGHT, List.of(order));
      assertThat(issued.addAll(world.customers().keySet())).isTrue();
      world.incremental(NIGHT, List.of());
      assertThat(world.customers()).isEmpty();
    }
    assertThat(issued).hasSize(3);
  }

  @Test
  void theSameNightFromScratchGivesTheSameIdsAndAnotherOneOthers() {
    List<Evidence> evidence = List.of(order("1", "e"), order("2", "f"));
    assertThat(ids(NIGHT, evidence)).isEqualTo(ids(NIGHT, evidence)).hasSize(2);
    assertThat(ids(NIGHT.plusDays(1), evidence)).doesNotContainAnyElementsOf(ids(NIGHT, evidence));
  }

  @Test
  void anOldIdResolvesToItsHeirForEver() {
    StructType history = StructType.fromDDL("one_id string, event string, other_one_id string");
    List<Row> rows =
        List.of(
            RowFactory.create("a", "created", null),
            RowFactory.create("a", "merged", "b"),
            RowFactory.create("b", "split", "x"),
            RowFactory.create("b", "merged", "c"),
            RowFactory.create("c", "merged", "d"),
            RowFactory.create("d", "merged", "e"),
            RowFactory.create("e", "created", null),
            RowFactory.create("f", "merged", "e"));
    Map<String, String> heirs =
        Heirs.of(TestSpark.session().createDataFrame(rows, history)).collectAsList().stream()
            .collect(Collectors.toMap(r -> r.getAs("one_id"), r -> r.getAs("heir")));
    assertThat(heirs).isEqualTo(Map.of("a", "e", "b", "e", "c", "e", "d", "e", "f", "e"));
  }

  private static Set<String> ids(LocalDate night, List<Evidence> evidence) {
    IdentityWorld world = new IdentityWorld(RandomEvidence.IDENTITY);
    world.full(night, evidence);
    return world.customers().keySet();
  }

  private static Evidence order(String key, String email) {
    return new Evidence("order", key, NIGHT, NIGHT, Set.of(new Value("email", email)));
  }
}
