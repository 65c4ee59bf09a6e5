package io.tributary.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers that lifelines and statsmodels give; make-expected.py beside them has made them. */
public record Fixture(Map<String, String> values) {

  /** The lines of a file, by the names in its header. */
  public static List<Fixture> read(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream("/statistics/" + name)) {
      List<String[]> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> line.split(",", -1))
              .toList();
      return lines.stream().skip(1).map(line -> of(lines.get(0), line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fixture of(String[] names, String[] values) {
    Map<String, String> row = new LinkedHashMap<>();
    IntStream.range(0, names.length).forEach(i -> row.put(names[i], values[i]));
    return new Fixture(row);
  }

  public int whole(String name) {
    return Integer.parseInt(values.get(name));
  }

  /** A number; null where the file has none. */
  public Double number(String name) {
    return values.get(name).isEmpty() ? null : Double.valueOf(values.get(name));
  }

  /** The survival data of a group. */
  static SurvivalCounts counts(String name, int group) {
    SurvivalCounts counts = new SurvivalCounts(100);
    for (Fixture person : read(name + ".csv")) {
      if (person.whole("group") == group && person.whole("event") == 1) {
        counts.addEvent(person.whole("day"), person.whole("day"));
      } else if (person.whole("group") == group) {
        counts.addCensored(person.whole("day"));
      }
    }
    return counts;
  }
}
