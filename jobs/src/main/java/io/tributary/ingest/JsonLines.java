package io.tributary.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.CodecStreams;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One JSON object per line, its top-level fields as text.
 *
 * <p>Spark's own reader loses what follows the first object of a line, makes rows of a list, writes
 * numbers anew, and asks for a line separator in any encoding but UTF-8.
 */
final class JsonLines extends RowFormat {

  /**
   * The format.
   *
   * @param byteLines whether a line of text is a line of bytes in the encoding
   */
  JsonLines(String encoding, boolean byteLines) {
    super(byteLines, (split, hadoop, columns) -> read(split, hadoop, columns, encoding, byteLines));
  }

  private static Iterator<InternalRow> read(
      PartitionedFile split,
      Configuration hadoop,
      StructType columns,
      String encoding,
      boolean byteLines)
      throws IOException {
    Charset charset = Charset.forName(encoding);
    Stream<String> lines =
        byteLines ? splitLines(split, hadoop, charset) : lines(split, hadoop, charset);
    Record record = new Record(columns);
    return lines.filter(line -> !line.isBlank()).map(record::row).iterator();
  }

  private static Stream<String> lines(PartitionedFile file, Configuration hadoop, Charset charset)
      throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CodecStreams.createInputStreamWithCloseResource(hadoop, file.toPath()), charset));
    ByteOrderMark.skipDecoded(reader);
    return reader.lines();
  }

  /** Makes rows of lines; one row at a time, always the same object, as Spark's readers do. */
  private static final class Record {
    private final Map<String, Integer> places = new HashMap<>();
    private final Integer malformed;
    private final GenericInternalRow row;

    Record(StructType columns) {
      for (String name : columns.fieldNames()) {
        places.put(name, places.size());
      }
      this.malformed = places.remove(NumberedRows.MALFORMED);
      this.row = new GenericInternalRow(columns.size());
    }

    InternalRow row(String line) {
      clear();
      if (!JsonRecord.read(line, this::set)) {
        clear();
        if (malformed != null) {
          row.update(malformed, UTF8String.fromString(line));
        }
      }
      return row;
    }

    private void clear() {
      for (int i = 0; i < row.numFields(); i++) {
        row.setNullAt(i);
      }
    }

    private void set(String name, String value) {
      Integer place = places.get(name);
      if (place != null) {
        boolean none = value == null || value.isEmpty();
        row.update(place, none ? null : UTF8String.fromString(value));
      }
    }
  }
}
