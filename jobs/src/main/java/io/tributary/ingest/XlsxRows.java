package io.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of one sheet of a workbook, its cells as text; a short row is filled with nulls. */
final class XlsxRows extends RowFormat {

  /**
   * The format.
   *
   * @param sheetName the first sheet where empty
   * @param columns all columns of the sheet in their order
   */
  XlsxRows(String sheetName, List<String> columns) {
    super(false, (file, hadoop, wanted) -> read(file, hadoop, wanted, sheetName, columns));
  }

  private static Iterator<InternalRow> read(
      PartitionedFile file,
      Configuration hadoop,
      StructType wanted,
      String sheetName,
      List<String> columns)
      throws IOException {
    try (InputStream content = new DumpBytes(hadoop, file.toPath()).openRaw()) {
      XlsxSheet sheet = XlsxSheet.open(content, sheetName);
      closeWithTask(sheet);
      int[] places = Arrays.stream(wanted.fieldNames()).mapToInt(columns::indexOf).toArray();
      return sheet.rows().map(cells -> row(cells, wanted, places, columns.size())).iterator();
    } catch (UnreadableDump e) {
      throw new IOException(file.toPath() + " " + e.getMessage(), e);
    }
  }

  private static InternalRow row(String[] cells, StructType wanted, int[] places, int columns) {
    GenericInternalRow row = new GenericInternalRow(places.length);
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0 && places[i] < cells.length) {
        row.update(i, UTF8String.fromString(cells[places[i]]));
      } else if (cells.length > columns
          && wanted.fields()[i].name().equals(NumberedRows.MALFORMED)) {
        row.update(i, UTF8String.fromString(raw(cells)));
      }
    }
    return row;
  }

  private static String raw(String[] cells) {
    return String.join("\t", Arrays.stream(cells).map(cell -> cell == null ? "" : cell).toList());
  }
}
