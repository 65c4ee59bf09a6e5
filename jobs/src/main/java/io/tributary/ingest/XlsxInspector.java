package io.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;

/** Looks at an xlsx dump: the first row of its sheet. */
final class XlsxInspector implements FileInspector {
  private static final long serialVersionUID = 1L;

  private final String sheetName;
  private final boolean header;

  XlsxInspector(String sheetName, boolean header) {
    this.sheetName = sheetName;
    this.header = header;
  }

  @Override
  public InspectedFile inspect(DumpFile file, DumpBytes bytes) throws IOException, UnreadableDump {
    String checksum = bytes.checksum(content -> {});
    List<String> columns = file.size() == 0 ? List.of() : columns(bytes);
    return new InspectedFile(file, checksum, columns, false, "");
  }

  private List<String> columns(DumpBytes bytes) throws IOException, UnreadableDump {
    try (InputStream content = bytes.openRaw();
        XlsxSheet sheet = XlsxSheet.open(content, sheetName);
        Stream<String[]> rows = sheet.rows()) {
      Optional<String[]> first = rows.findFirst();
      if (first.isEmpty()) {
        return List.of();
      }
      return header ? ColumnNames.of(first.get()) : ColumnNames.numbered(first.get().length);
    } catch (ExcelReaderException | UncheckedIOException e) {
      throw XlsxSheet.notAWorkbook(e);
    }
  }
}
