package io.tributary.identity;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.identity.ReferenceIdentity.Evidence;
import io.tributary.identity.ReferenceIdentity.Identifier;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random cases against the independent reference, ties included; and any sequence of
 * nights against the evidence as it stands.
 */
class RandomIdentityTest {
  private static final LocalDate FIRST_NIGHT = LocalDate.of(2025, 3, 1);

  @Test
  void everyCaseAgreesWithTheReference() {
    List<RandomEvidence> cases = cases(3_000, 1);
    IdentityWorld world = new IdentityWorld(RandomEvidence.IDENTITY);
    world.full(FIRST_NIGHT, all(cases));

    List<ReferenceIdentity> expected = references(cases);
    assertSameCustomers(world, expected);
    assertThat(count(expected, "shared")).isGreaterThan(300);
    assertThat(count(expected, "blocked")).isGreaterThan(100);
    assertThat(world.refused().size()).isGreaterThan(1_000);
  }

  @Test
  void anySequenceOfNightsEqualsAFullRebuildAndKeepsIdsByTheRules() {
    List<RandomEvidence> cases = cases(600, 2);
    IdentityWorld world = new IdentityWorld(RandomEvidence.IDENTITY);
    world.full(FIRST_NIGHT, all(cases));
    Set<String> everIssued = new HashSet<>(world.customers().keySet());
    for (int night = 1; night <= 3; night++) {
      Map<String, Set<Identifier>> before = world.customers();
      Map<String, LocalDate> firstSeen = world.firstSeen();
      List<ReferenceIdentity> standing = references(cases);
      cases.forEach(RandomEvidence::change);
      world.incremental(FIRST_NIGHT.plusDays(night / 2), all(cases));

      List<ReferenceIdentity> expected = references(cases);
      assertSameCustomers(world, expected);
      assertIdsAreKept(world, kept(expected, standing, before, firstSeen), before, everIssued);
      everIssued.addAll(world.customers().keySet());
    }
    IdentityWorld rebuilt = new IdentityWorld(RandomEvidence.IDENTITY);
    rebuilt.full(FIRST_NIGHT, all(cases));
    assertThat(world.facts()).isEqualTo(rebuilt.facts());
  }

  /** Of so few numbers, some hundred identifiers have the same one; the next hash has none. */
  @Test
  void identifiersThatHashAlikeStayApart() {
    List<RandomEvidence> cases = cases(200, 3);
    IdentityWorld world =
        new IdentityWorld(
            RandomEvidence.IDENTITY,
            attempt -> attempt == 0 ? few(NodeNumbers.of(0)) : NodeNumbers.of(attempt));
    world.full(FIRST_NIGHT, all(cases));
    assertSameCustomers(world, references(cases));
    cases.forEach(RandomEvidence::change);
    world.incremental(FIRST_NIGHT.plusDays(1), all(cases));
    assertSameCustomers(world, references(cases));
  }

  @Test
  void hashesThatNeverTellThemApartEndTheNight() {
    List<RandomEvidence> cases = cases(20, 4);
    IdentityWorld world =
        new IdentityWorld(RandomEvidence.IDENTITY, attempt -> few(NodeNumbers.of(attempt)));
    assertThatThrownBy(() -> world.full(FIRST_NIGHT, all(cases)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("same number");
  }

  private static Column few(Column number) {
    return pmod(number, lit(50L));
  }

  /** The ids that groups keep, case by case, by what the evidence says and said before. */
  private static Map<String, String> kept(
      List<ReferenceIdentity> expected,
      List<ReferenceIdentity> standing,
      Map<String, Set<Identifier>> before,
      Map<String, LocalDate> firstSeen) {
    Map<String, String> kept = new TreeMap<>();
    for (int i = 0; i < expected.size(); i++) {
      ReferenceIdentity reference = expected.get(i);
      kept.putAll(reference.kept(of(before, reference), firstSeen, standing.get(i)));
    }
    return kept;
  }

  private static void assertIdsAreKept(
      IdentityWorld world,
      Map<String, String> kept,
      Map<String, Set<Identifier>> before,
      Set<String> everIssued) {
    Map<String, String> ids = new TreeMap<>();
    world.customers().forEach((oneId, group) -> ids.put(ReferenceIdentity.name(group), oneId));
    Map<String, String> keptByJob = new TreeMap<>(ids);
    keptByJob.values().retainAll(before.keySet());
    assertThat(keptByJob).isEqualTo(kept);
    Set<String> fresh = new HashSet<>(ids.values());
    fresh.removeAll(before.keySet());
    assertThat(fresh).as("ids are never issued again").doesNotContainAnyElementsOf(everIssued);
  }

  /** Of last night's customers, those that could matter to one case: matching all would be slow. */
  private static Map<String, Set<Identifier>> of(
      Map<String, Set<Identifier>> customers, ReferenceIdentity reference) {
    Map<String, Set<Identifier>> theirs = new HashMap<>();
    customers.forEach(
        (oneId, identifiers) -> {
          if (reference.knows(identifiers)) {
            theirs.put(oneId, identifiers);
          }
        });
    return theirs;
  }

  private static void assertSameCustomers(IdentityWorld world, List<ReferenceIdentity> expected) {
    Map<Identifier, String> statuses = new HashMap<>();
    Set<String> groups = new TreeSet<>();
    Set<String> refused = new TreeSet<>();
    Map<String, String> owners = new TreeMap<>();
    for (ReferenceIdentity reference : expected) {
      statuses.putAll(reference.statuses);
      reference.groups.forEach(group -> groups.add(ReferenceIdentity.name(group)));
      reference.refused.forEach(
          r -> refused.add(IdentityWorld.refusal(r.a(), r.b(), r.limit(), r.records(), r.last())));
      reference.owners.forEach((id, group) -> owners.put(id, ReferenceIdentity.name(group)));
    }
    assertThat(world.statuses()).isEqualTo(statuses);
    Map<String, String> names = new HashMap<>();
    world.customers().forEach((oneId, group) -> names.put(oneId, ReferenceIdentity.name(group)));
    assertThat(new TreeSet<>(names.values())).isEqualTo(groups);
    assertThat(names).as("one id per group").hasSize(groups.size());
    assertThat(world.refused()).isEqualTo(refused);
    Map<String, String> ownersByJob = new TreeMap<>();
    world.owners().forEach((id, oneId) -> ownersByJob.put(id, names.get(oneId)));
    assertThat(ownersByJob).isEqualTo(owners);
  }

  private static long count(List<ReferenceIdentity> references, String status) {
    return references.stream()
        .flatMap(r -> r.statuses.values().stream())
        .filter(status::equals)
        .count();
  }

  private static List<RandomEvidence> cases(int n, long seed) {
    List<RandomEvidence> cases = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      cases.add(new RandomEvidence(i, seed).begin());
    }
    return cases;
  }

  private static List<Evidence> all(List<RandomEvidence> cases) {
    return cases.stream().flatMap(c -> c.records().stream()).toList();
  }

  private static List<ReferenceIdentity> references(List<RandomEvidence> cases) {
    return cases.stream()
        .map(
            c ->
                new ReferenceIdentity(
                    IdentityWorld.kinds(RandomEvidence.IDENTITY),
                    RandomEvidence::isBlocked,
                    c.records()))
        .toList();
  }
}
