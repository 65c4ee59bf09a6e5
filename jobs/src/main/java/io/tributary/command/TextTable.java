package io.tributary.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows as people read them on a terminal: columns in line whatever the script, numbers to the
 * right. What is too wide is cut; where so many columns cannot stand side by side, each row becomes
 * a list.
 */
final class TextTable {
  /** As wide as it needs to be: for files and other programs. */
  static final int ANY_WIDTH = Integer.MAX_VALUE;

  /** A column is not cut to less. */
  private static final int NARROWEST = 8;

  private static final String BETWEEN = " | ";

  private final List<String> header;
  private final List<Boolean> numbers;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param numbers which columns stand to the right
   */
  TextTable(List<String> header, List<Boolean> numbers) {
    this.header = List.copyOf(header);
    this.numbers = List.copyOf(numbers);
  }

  /** A table of texts. */
  TextTable(String... header) {
    this(List.of(header), IntStream.range(0, header.length).mapToObj(i -> false).toList());
  }

  void add(List<String> cells) {
    rows.add(cells.stream().map(TextTable::printable).toList());
  }

  /** A cell is one line, and commands nothing: a terminal obeys control characters. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }

  /** The table's lines, none wider than the terminal. */
  List<String> lines(int terminal) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < header.size(); column++) {
      int widest = DisplayWidth.of(header.get(column));
      for (List<String> row : rows) {
        widest = Math.max(widest, DisplayWidth.of(row.get(column)));
      }
      widths.add(widest);
    }
    return fit(widths, terminal - BETWEEN.length() * (header.size() - 1))
        ? sideBySide(widths)
        : oneBelowTheOther(terminal);
  }

  /** Narrows the widest columns until all fit; false if they cannot. */
  private static boolean fit(List<Integer> widths, int room) {
    long total = widths.stream().mapToLong(Integer::longValue).sum();
    for (; total > room; total--) {
      int widest = 0;
      for (int column = 1; column < widths.size(); column++) {
        widest = widths.get(column) > widths.get(widest) ? column : widest;
      }
      if (widths.get(widest) <= NARROWEST) {
        return false;
      }
      widths.set(widest, widths.get(widest) - 1);
    }
    return true;
  }

  private List<String> sideBySide(List<Integer> widths) {
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths));
    lines.add(widths.stream().map("-"::repeat).collect(Collectors.joining("-+-")));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cell(cells.get(i), widths.get(i), numbers.get(i)))
        .collect(Collectors.joining(BETWEEN))
        .stripTrailing();
  }

  private static String cell(String text, int width, boolean number) {
    return DisplayWidth.pad(DisplayWidth.cut(text, width), width, number);
  }

  private List<String> oneBelowTheOther(int terminal) {
    int name = header.stream().mapToInt(DisplayWidth::of).max().orElse(0);
    int value = Math.max(NARROWEST, terminal - name - BETWEEN.length());
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      lines.add("-- row " + (row + 1) + " --");
      for (int column = 0; column < header.size(); column++) {
        lines.add(
            DisplayWidth.pad(header.get(column), name, false)
                + BETWEEN
                + DisplayWidth.cut(rows.get(row).get(column), value));
      }
    }
    return lines;
  }
}
