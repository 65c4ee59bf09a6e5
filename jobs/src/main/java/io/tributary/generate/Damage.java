package io.tributary.generate;

import java.util.regex.Pattern;

/**
 * A way in which an export goes wrong. It always hits a column that the mapping requires, so that
 * the row must be rejected; and always a copy of a row that follows intact, so that no record is
 * lost and the truth stays whole.
 *
 * @param column position of the value that becomes unreadable, from 0; -1: the line ends early
 * @param value what stands there instead
 */
record Damage(int column, String value) {
  /** The line ends within its second column; JSON: in the middle. */
  static final Damage TRUNCATED = new Damage(-1, "");

  private static final int LEFT_OF_SECOND = 2;

  static Damage column(int position, String value) {
    return new Damage(position, value);
  }

  /** The damaged copy of a row. */
  String apply(String row, Layout layout) {
    if (layout.isJson()) {
      return row.substring(0, row.length() / 2);
    }
    // A quoted value may hold the delimiter: such rows are only ever cut short.
    if (column < 0 || row.indexOf('"') >= 0) {
      int second = row.indexOf(layout.delimiter()) + 1;
      return row.substring(0, Math.min(row.length(), second + LEFT_OF_SECOND));
    }
    String[] fields = row.split(Pattern.quote(String.valueOf(layout.delimiter())), -1);
    fields[column] = value;
    return String.join(String.valueOf(layout.delimiter()), fields);
  }
}
