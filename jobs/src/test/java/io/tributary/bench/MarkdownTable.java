package io.tributary.bench;

import java.util.Locale;

/** A table in Markdown, row by row. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(String... columns) {
    row((Object[]) columns);
    text.append("|---".repeat(columns.length)).append("|\n");
  }

  /** A row; numbers with a point are seconds, whole ones are counts. */
  MarkdownTable row(Object... cells) {
    for (Object cell : cells) {
      text.append("| ").append(cell(cell)).append(' ');
    }
    text.append("|\n");
    return this;
  }

  private static String cell(Object cell) {
    if (cell instanceof Double number) {
      return String.format(Locale.ROOT, "%,.1f", number);
    }
    return cell instanceof Long || cell instanceof Integer
        ? String.format(Locale.ROOT, "%,d", ((Number) cell).longValue())
        : String.valueOf(cell);
  }

  /** Bytes as megabytes, as far as they are worth telling. */
  static String megabytes(long bytes) {
    double megabytes = bytes / (double) (1L << 20);
    return String.format(Locale.ROOT, megabytes < 10 && bytes > 0 ? "%,.1f" : "%,.0f", megabytes);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
