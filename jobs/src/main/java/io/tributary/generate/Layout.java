package io.tributary.generate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the rows of a dump become bytes, and what may go wrong with them. */
final class Layout {
  private final List<String> columns;
  private char delimiter = ',';
  private Charset charset = StandardCharsets.UTF_8;
  private boolean byteOrderMark;
  private String lineEnd = "\n";
  private boolean gzip;
  private boolean rowKeys = true;
  private boolean versionedRows;
  private List<Damage> damages = List.of();

  private Layout(List<String> columns) {
    this.columns = columns;
  }

  /** Text with a header; comma and UTF-8 unless said otherwise below. */
  static Layout csv(List<String> columns) {
    return new Layout(columns);
  }

  /** One JSON record per line. */
  static Layout json() {
    return new Layout(List.of());
  }

  Layout delimitedBy(char newDelimiter) {
    delimiter = newDelimiter;
    return this;
  }

  Layout encodedIn(String newCharset) {
    charset = Charset.forName(newCharset);
    return this;
  }

  Layout withByteOrderMark() {
    byteOrderMark = true;
    return this;
  }

  Layout withWindowsLineEnds() {
    lineEnd = "\r\n";
    return this;
  }

  Layout gzipped() {
    gzip = true;
    return this;
  }

  /** Its lines have no number: a row that came twice would count twice, so none does. */
  Layout withoutRowKeys() {
    rowKeys = false;
    return this;
  }

  /** Every row carries the moment of its change, so that states may come in any order. */
  Layout versioned() {
    versionedRows = true;
    return this;
  }

  /** What happens to some of its rows, in turn. */
  Layout breaking(Damage... newDamages) {
    damages = List.of(newDamages);
    return this;
  }

  boolean isJson() {
    return columns.isEmpty();
  }

  char delimiter() {
    return delimiter;
  }

  Charset charset() {
    return charset;
  }

  boolean isGzipped() {
    return gzip;
  }

  String lineEnd() {
    return lineEnd;
  }

  boolean hasRowKeys() {
    return rowKeys;
  }

  boolean hasVersionedRows() {
    return versionedRows;
  }

  List<Damage> damages() {
    return damages;
  }

  /** What stands before the first row: byte order mark and header. */
  String opening() {
    String mark = byteOrderMark ? "\uFEFF" : "";
    return isJson() ? mark : mark + Csv.delimited(delimiter, columns.toArray()) + lineEnd;
  }
}
