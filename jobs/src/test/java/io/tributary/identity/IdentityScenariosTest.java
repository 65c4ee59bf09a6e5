package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.ReferenceIdentity.Identifier;
import io.tributary.workspace.Settings.BlockedValue;
import io.tributary.workspace.Settings.Identity;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stories of {@code testdata/identity-scenarios.md}, all in one lake, each checked by itself.
 */
class IdentityScenariosTest {
  private static final int NIGHTS = 4;

  /** What the world was like after a night. */
  private record After(
      Map<String, Set<Identifier>> customers,
      Map<Identifier, String> statuses,
      Map<String, String> owners,
      Set<String> refused,
      List<IdentityWorld.Event> events) {}

  private static final Map<Integer, After> AFTER = new HashMap<>();

  @BeforeAll
  static void runTheNights() {
    IdentityWorld world = new IdentityWorld(settings());
    for (int night = 1; night <= NIGHTS; night++) {
      int now = night;
      int eventsBefore = world.history().size();
      var evidence =
          IdentityScenario.all().stream().flatMap(s -> s.evidence(now).stream()).toList();
      if (night == 1) {
        world.full(date(night), evidence);
      } else {
        world.incremental(date(night), evidence);
      }
      AFTER.put(
          night,
          new After(
              world.customers(),
              world.statuses(),
              Map.copyOf(world.owners()),
              Set.copyOf(world.refused()),
              List.copyOf(world.history().subList(eventsBefore, world.history().size()))));
    }
  }

  private static LocalDate date(int night) {
    return LocalDate.of(2025, 6, night);
  }

  private static Identity settings() {
    return new NamespaceList()
        .add("member_id", 1, 1, null, null)
        .add("unionid", 2, 1, null, null)
        .add("phone", 3, 2, 2, 730)
        .add("email", 4, null, 2, null)
        .add("openid_mp", 5, null, null, null)
        .add("ouid", 6, null, null, null)
        .add("device_id", 9, null, 2, 180)
        .blocking(new BlockedValue("email", "blocked@example.com", false));
  }

  static List<IdentityScenario> scenarios() {
    return IdentityScenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsAsItIsTold(IdentityScenario scenario) {
    Map<String, String> names = new HashMap<>();
    Set<String> gone = new HashSet<>();
    int last =
        scenario.statements().stream()
            .mapToInt(IdentityScenario.Statement::night)
            .max()
            .orElseThrow();
    for (int night = 1; night <= last; night++) {
      After after = AFTER.get(night);
      String where = scenario.name() + ", night " + night;
      Map<String, Set<Identifier>> customers = ofScenario(scenario, after.customers());
      Map<Set<Identifier>, String> told = new HashMap<>();
      for (String line : scenario.statements(night, "")) {
        if (!line.equals("nobody")) {
          String[] parts = line.split(" = ");
          told.put(scenario.identifiers(parts[0]), parts[1]);
        }
      }
      assertThat(Set.copyOf(customers.values())).as(where).isEqualTo(told.keySet());
      Map<String, String> ids = new TreeMap<>();
      customers.forEach((oneId, identifiers) -> ids.put(told.get(identifiers), oneId));
      ids.forEach(
          (name, oneId) -> {
            assertThat(names.getOrDefault(name, oneId)).as(where + ", " + name).isEqualTo(oneId);
            assertThat(gone).as(where + ": ids never come back").doesNotContain(oneId);
          });
      names.values().stream().filter(id -> !ids.containsValue(id)).forEach(gone::add);
      names.putAll(ids);
      assertThat(Set.copyOf(names.values())).as(where).hasSameSizeAs(names.keySet());
      assertRest(scenario, night, after, names, where);
    }
  }

  private static void assertRest(
      IdentityScenario scenario, int night, After after, Map<String, String> names, String where) {
    for (String status : List.of("shared", "blocked")) {
      for (String line : scenario.statements(night, status)) {
        assertThat(after.statuses().get(scenario.identifier(line))).as(where).isEqualTo(status);
      }
    }
    Set<String> refused = new TreeSet<>();
    for (String link : after.refused()) {
      String[] words = link.split(" limit ");
      if (words[0].contains(":" + scenario.name() + "-")) {
        refused.add(words[0]);
      }
    }
    if (!scenario.statements(night, "refused").isEmpty()) {
      Set<String> told = new TreeSet<>();
      for (String line : scenario.statements(night, "refused")) {
        told.add(
            String.join(
                " ~ ",
                scenario.identifiers(line).stream().map(Identifier::toString).sorted().toList()));
      }
      assertThat(refused).as(where).isEqualTo(told);
    }
    for (String line : scenario.statements(night, "owner")) {
      String[] parts = line.split(" = ");
      String record = parts[0].split(" ")[0] + " " + scenario.key(parts[0]);
      assertThat(after.owners().get(record))
          .as(where + ", " + line)
          .isEqualTo(parts[1].equals("nobody") ? null : names.get(parts[1]));
    }
    for (String kind : List.of("merged", "split")) {
      Set<String> told = new TreeSet<>();
      for (String line : scenario.statements(night, kind)) {
        String[] parts = line.split(" into | from ");
        told.add(names.get(parts[0]) + " " + names.get(parts[1]));
      }
      Set<String> happened = new TreeSet<>();
      for (IdentityWorld.Event event : after.events()) {
        if (event.event().equals(kind) && names.containsValue(event.oneId())) {
          happened.add(event.oneId() + " " + event.other());
        }
      }
      assertThat(happened).as(where + ", " + kind).isEqualTo(told);
    }
  }

  private static Map<String, Set<Identifier>> ofScenario(
      IdentityScenario scenario, Map<String, Set<Identifier>> customers) {
    Map<String, Set<Identifier>> theirs = new HashMap<>();
    customers.forEach(
        (oneId, identifiers) -> {
          if (identifiers.iterator().next().value().value().startsWith(scenario.name() + "-")) {
            theirs.put(oneId, identifiers);
          }
        });
    return theirs;
  }
}
