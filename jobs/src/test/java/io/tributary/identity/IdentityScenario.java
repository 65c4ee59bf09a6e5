package io.tributary.identity;

import io.tributary.identity.ReferenceIdentity.Evidence;
import io.tributary.identity.ReferenceIdentity.Identifier;
import io.tributary.identity.ReferenceIdentity.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story of {@code testdata/identity-scenarios.md}.
 *
 * @param deliveries what comes, in order
 * @param statements what holds afterwards
 */
record IdentityScenario(String name, List<Delivery> deliveries, List<Statement> statements) {
  private static final Path FILE = Path.of("testdata/identity-scenarios.md");
  private static final LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);
  private static final Pattern STATEMENT = Pattern.compile("- night (\\d+)( \\w+)?: (.*)");

  /** A record that comes, or goes ({@code evidence} is null). */
  record Delivery(int night, String id, Evidence evidence) {}

  /** What holds after a night; the kind is empty for who is who. */
  record Statement(int night, String kind, String text) {}

  static List<IdentityScenario> all() {
    List<IdentityScenario> scenarios = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(FILE)) {
        if (line.startsWith("## ")) {
          scenarios.add(
              new IdentityScenario(line.substring(3), new ArrayList<>(), new ArrayList<>()));
        } else if (!scenarios.isEmpty()) {
          scenarios.get(scenarios.size() - 1).read(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scenarios;
  }

  private void read(String line) {
    Matcher statement = STATEMENT.matcher(line);
    if (statement.matches()) {
      String kind = statement.group(2) == null ? "" : statement.group(2).strip();
      statements.add(new Statement(Integer.parseInt(statement.group(1)), kind, statement.group(3)));
    } else if (line.matches("\\| \\d.*")) {
      String[] cells =
          Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
      int night = Integer.parseInt(cells[1]);
      String entity = cells[2].split(" ")[0];
      String key = key(cells[2]);
      if (cells[3].equals("gone")) {
        deliveries.add(new Delivery(night, entity + " " + key, null));
      } else {
        LocalDate on = LocalDate.parse(cells[3]);
        Set<Value> values = new LinkedHashSet<>();
        for (String identifier : cells[4].split(" ")) {
          values.add(identifier(identifier).value());
        }
        LocalDate end = entity.equals("member") ? FOR_EVER : on;
        Evidence evidence = new Evidence(entity, key, on, end, values);
        deliveries.add(new Delivery(night, evidence.id(), evidence));
      }
    }
  }

  /** The key of a record such as {@code order 1}. */
  String key(String record) {
    return name + " " + record.split(" ")[1];
  }

  /** {@code namespace:value}, with {@code #} and a tenure beyond the first. */
  Identifier identifier(String text) {
    int colon = text.indexOf(':');
    String[] parts = text.substring(colon + 1).split("#");
    String value = parts[0].startsWith("blocked") ? parts[0] : name + "-" + parts[0];
    return new Identifier(
        new Value(text.substring(0, colon), value),
        parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
  }

  /** Several identifiers, apart by blanks. */
  Set<Identifier> identifiers(String text) {
    Set<Identifier> identifiers = new LinkedHashSet<>();
    for (String one : text.split(" ")) {
      identifiers.add(identifier(one));
    }
    return identifiers;
  }

  /** The evidence as it stands after a night. */
  List<Evidence> evidence(int night) {
    Map<String, Evidence> current = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery.night() <= night) {
        if (delivery.evidence() == null) {
          current.remove(delivery.id());
        } else {
          current.put(delivery.id(), delivery.evidence());
        }
      }
    }
    return List.copyOf(current.values());
  }

  /** What holds after a night, of one kind. */
  List<String> statements(int night, String kind) {
    return statements.stream()
        .filter(s -> s.night() == night && s.kind().equals(kind))
        .map(Statement::text)
        .toList();
  }
}
