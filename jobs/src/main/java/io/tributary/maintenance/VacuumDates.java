package io.tributary.maintenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.lake.Lake;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * When each table was last cleared of old files, or first seen: before as many days have passed, it
 * has none.
 */
final class VacuumDates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lake lake;
  private final Path path;
  private final Map<String, LocalDate> dates = new TreeMap<>();

  private VacuumDates(Lake lake) {
    this.lake = lake;
    this.path = lake.internal("vacuum.json");
  }

  /** Those of a lake. */
  static VacuumDates of(Lake lake) {
    VacuumDates read = new VacuumDates(lake);
    try {
      JsonNode known = JSON.readTree(lake.files().read(read.path).orElse("{}"));
      known.properties().forEach(e -> read.dates.put(e.getKey(), date(e.getValue())));
    } catch (JsonProcessingException | DateTimeException e) {
      // Damaged by hand: it begins anew.
      read.dates.clear();
    }
    return read;
  }

  private static LocalDate date(JsonNode text) {
    return LocalDate.parse(text.asText());
  }

  /** The tables whose turn has come, those that have waited longest first. */
  List<String> due(Collection<String> tables, LocalDate until) {
    return tables.stream()
        .filter(table -> dates.containsKey(table) && !dates.get(table).isAfter(until))
        .sorted(Comparator.comparing((String table) -> dates.get(table)).thenComparing(t -> t))
        .toList();
  }

  /** Notes which tables there are, and which were cleared today. */
  void save(Collection<String> tables, Collection<String> cleared, LocalDate today) {
    Map<String, LocalDate> now = new TreeMap<>();
    for (String table : tables) {
      now.put(table, cleared.contains(table) ? today : dates.getOrDefault(table, today));
    }
    if (!now.equals(dates)) {
      ObjectNode json = JSON.createObjectNode();
      now.forEach((table, date) -> json.put(table, date.toString()));
      lake.files().replace(path, json.toPrettyString() + "\n");
    }
  }
}
