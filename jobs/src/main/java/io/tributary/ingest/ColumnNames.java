package io.tributary.ingest;

import io.tributary.vault.Masking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the columns of a dump are called. */
final class ColumnNames {
  static final Set<String> OURS =
      Set.of(
          DumpFileIndex.FILE,
          DumpFileIndex.DUMP_DATE,
          NumberedRows.BLOCK,
          NumberedRows.SEQ,
          DumpReader.ROW,
          NumberedRows.MALFORMED);

  /** As a spreadsheet from the web has it. */
  private static final char NO_BREAK_SPACE = '\u00A0';

  private ColumnNames() {}

  /** The names of a dump without a header, as Spark has them: {@code _c0}, {@code _c1} ... */
  static List<String> numbered(int count) {
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add("_c" + i);
    }
    return List.copyOf(names);
  }

  /** Whether Tributary gives the column to every dump. */
  static boolean isOurs(String name) {
    return OURS.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * The names in a header, stripped of stray spaces and of quotes that a space kept from being read
   * as such. A column without a name, such as the one after a comma at the end of the line, is
   * called by its place, as without a header.
   *
   * @param header null stands for an empty name
   * @throws UnreadableDump if a mapping could not tell the columns apart
   */
  static List<String> of(String[] header) throws UnreadableDump {
    List<String> names = new ArrayList<>(header.length);
    for (int i = 0; i < header.length; i++) {
      String name = header[i] == null ? "" : strip(header[i]);
      names.add(name.isEmpty() ? "_c" + i : name);
    }
    check(names);
    return List.copyOf(names);
  }

  private static String strip(String name) {
    String stripped = name.replace(NO_BREAK_SPACE, ' ').strip();
    boolean quoted = stripped.length() > 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
    return quoted ? stripped.substring(1, stripped.length() - 1).strip() : stripped;
  }

  /**
   * Checks that a mapping can tell the columns apart; Spark SQL does not tell upper case from lower
   * case.
   *
   * @throws UnreadableDump if it cannot
   */
  static void check(List<String> names) throws UnreadableDump {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        throw unusable(names, "column %d has no name".formatted(i + 1));
      }
      if (!seen.add(name)) {
        throw unusable(names, "column name '%s' occurs twice".formatted(names.get(i)));
      }
      if (isOurs(name)) {
        throw unusable(names, "column name '%s' is one that Tributary gives".formatted(name));
      }
    }
  }

  private static UnreadableDump unusable(List<String> names, String problem) {
    return new UnreadableDump(
        problem
            + " in its header ("
            // Without a header, these are the values of the first record.
            + Masking.scrub(String.join(" | ", names))
            + "); name every column once, or set options.header: false and map _c0, _c1 ...");
  }
}
