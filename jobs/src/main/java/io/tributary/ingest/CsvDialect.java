package io.tributary.ingest;

import com.univocity.parsers.csv.CsvParserSettings;
import io.tributary.workspace.Source.ReadOptions;
import java.io.Serializable;
import java.util.Map;

/**
 * How the csv dumps of a source are written: RFC 4180 with another delimiter, quote or encoding.
 */
record CsvDialect(boolean header, TextEncoding encoding, char delimiter, char quote)
    implements Serializable {

  /**
   * A spreadsheet has 16,384 columns; what has more than this is no table, and room for them costs
   * every split time.
   */
  static final int MAX_COLUMNS = 20_000;

  static CsvDialect of(ReadOptions options) {
    return new CsvDialect(
        options.header(),
        new TextEncoding(options.encoding()),
        options.delimiter(),
        options.quote());
  }

  /** Whether a byte that looks like the delimiter or the quote is one. */
  boolean hasByteDelimiters() {
    return encoding.isByte(delimiter) && encoding.isByte(quote);
  }

  /**
   * Whether a line is none of the records: nothing but spaces and control characters. Where one of
   * them is the delimiter, a line that has it is a record of empty fields.
   */
  boolean isBlank(String line) {
    return line.isEmpty()
        || (line.charAt(0) <= ' ' && line.trim().isEmpty() && line.indexOf(delimiter) < 0);
  }

  /**
   * Spark's CSV reader for records of several lines, set to this dialect. It takes a record for
   * malformed only if it splits off all columns, also those that a query does not want.
   */
  Map<String, String> sparkOptions() {
    return Map.of(
        "encoding", encoding.name(),
        "sep", String.valueOf(delimiter),
        "quote", String.valueOf(quote),
        "escape", String.valueOf(quote),
        "multiLine", "true",
        "columnPruning", "false",
        "columnNameOfCorruptRecord", NumberedRows.MALFORMED,
        "maxColumns", String.valueOf(MAX_COLUMNS),
        "maxCharsPerColumn", "-1");
  }

  /** The parser in Spark's reader, set to this dialect as Spark sets it. */
  CsvParserSettings parserSettings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setQuote(quote);
    settings.getFormat().setQuoteEscape(quote);
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setCommentProcessingEnabled(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setReadInputOnSeparateThread(false);
    settings.setMaxColumns(MAX_COLUMNS);
    settings.setMaxCharsPerColumn(-1);
    settings.setNullValue("");
    settings.setEmptyValue("");
    return settings;
  }
}
