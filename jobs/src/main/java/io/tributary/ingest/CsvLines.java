package io.tributary.ingest;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Csv of one record per line, in splits: what Spark's own format reads, with the same reader of
 * lines and the same parser, in half its time. Only lines of nothing but delimiters are records
 * here, though they be tabs.
 *
 * <p>Spark hands its parser a line without its end, so that the parser learns of the end by an
 * exception, once per record. Here the line break is put back. A line with a quote goes without: in
 * a field whose quote is never closed, the line break would become part of the text.
 */
final class CsvLines extends RowFormat {
  /**
   * The format.
   *
   * @param columns all columns of the files, in their order; a record with more or fewer is
   *     malformed
   */
  CsvLines(CsvDialect dialect, List<String> columns) {
    super(true, (split, hadoop, wanted) -> read(split, hadoop, wanted, dialect, columns));
  }

  private static Iterator<InternalRow> read(
      PartitionedFile split,
      Configuration hadoop,
      StructType wanted,
      CsvDialect dialect,
      List<String> columns) {
    Records records = new Records(dialect, columns, wanted);
    return splitLines(split, hadoop, dialect.encoding().charset())
        .filter(line -> !dialect.isBlank(line))
        .map(records::row)
        .iterator();
  }

  /** Makes rows of lines; one row at a time, always the same object, as Spark's readers do. */
  private static final class Records {
    private final CsvParser parser;
    private final char quote;
    private final int columns;

    /** Where each wanted column stands in a record; -1 for {@code _malformed}. */
    private final int[] places;

    private final GenericInternalRow row;

    Records(CsvDialect dialect, List<String> columns, StructType wanted) {
      CsvParserSettings settings = dialect.parserSettings();
      settings.setLineSeparatorDetectionEnabled(false);
      settings.getFormat().setLineSeparator("\n");
      this.parser = new CsvParser(settings);
      this.quote = dialect.quote();
      this.columns = columns.size();
      this.places = Arrays.stream(wanted.fieldNames()).mapToInt(columns::indexOf).toArray();
      this.row = new GenericInternalRow(places.length);
    }

    InternalRow row(String line) {
      String[] values = parser.parseLine(line.indexOf(quote) < 0 ? line + '\n' : line);
      int found = values == null ? 0 : values.length;
      for (int i = 0; i < places.length; i++) {
        int place = places[i];
        row.update(
            i,
            place < 0
                ? (found == columns ? null : UTF8String.fromString(line))
                : (place < found ? text(values[place]) : null));
      }
      return row;
    }

    private static UTF8String text(String value) {
      return value == null || value.isEmpty() ? null : UTF8String.fromString(value);
    }
  }
}
