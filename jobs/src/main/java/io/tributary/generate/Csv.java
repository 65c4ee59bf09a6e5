package io.tributary.generate;

import java.util.Objects;

/** Delimited text as RFC 4180 has it; absent values are empty. */
final class Csv {
  private Csv() {}

  static String delimited(char delimiter, Object... fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        line.append(delimiter);
      }
      append(line, Objects.toString(fields[i], ""), delimiter);
    }
    return line.toString();
  }

  static String line(Object... fields) {
    return delimited(',', fields);
  }

  private static void append(StringBuilder line, String text, char delimiter) {
    boolean quote = false;
    for (int i = 0; i < text.length() && !quote; i++) {
      char c = text.charAt(i);
      quote = c == delimiter || c == '"' || c == '\n' || c == '\r';
    }
    if (quote) {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      line.append(text);
    }
  }
}
