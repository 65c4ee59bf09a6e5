package io.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * One sheet of an xlsx dump, row by row. The file is copied to the machine first, since a zip
 * archive is read from its end; memory holds its shared strings.
 */
final class XlsxSheet implements AutoCloseable {
  private final Path copy;
  private final ReadableWorkbook workbook;
  private final Sheet sheet;

  private XlsxSheet(Path copy, String sheetName) throws IOException, UnreadableDump {
    this.copy = copy;
    this.workbook = new ReadableWorkbook(copy.toFile(), new ReadingOptions(hasStyles(copy), false));
    this.sheet = find(sheetName);
  }

  /**
   * Opens a sheet.
   *
   * @param sheetName the first sheet where empty
   * @throws UnreadableDump if the file is no workbook or has no such sheet
   */
  static XlsxSheet open(InputStream content, String sheetName) throws IOException, UnreadableDump {
    Path copy = Files.createTempFile("dump", ".xlsx");
    boolean opened = false;
    try {
      Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      XlsxSheet sheet = open(copy, sheetName);
      opened = true;
      return sheet;
    } finally {
      if (!opened) {
        Files.delete(copy);
      }
    }
  }

  private static XlsxSheet open(Path copy, String sheetName) throws UnreadableDump {
    try {
      return new XlsxSheet(copy, sheetName);
    } catch (ExcelReaderException | IOException e) {
      throw notAWorkbook(e);
    }
  }

  /**
   * Some exporters leave out the part with the number formats, which the reader then must not be
   * asked for. Without it, no cell is a date.
   */
  private static boolean hasStyles(Path copy) throws IOException {
    try (ZipFile parts = new ZipFile(copy.toFile())) {
      return parts.stream().anyMatch(part -> part.getName().contains("styles"));
    }
  }

  static UnreadableDump notAWorkbook(Exception cause) {
    return new UnreadableDump(
        "is no xlsx workbook ("
            + cause.getMessage()
            + "); save it as xlsx, without a password, and deliver it again",
        cause);
  }

  private Sheet find(String name) throws UnreadableDump, IOException {
    if (name.isEmpty()) {
      return workbook.getFirstSheet();
    }
    Sheet found = workbook.findSheet(name).orElse(null);
    if (found == null) {
      String names = workbook.getSheets().map(Sheet::getName).collect(Collectors.joining(", "));
      workbook.close();
      throw new UnreadableDump("has no sheet '" + name + "'; set options.sheet to one of " + names);
    }
    return found;
  }

  /** The rows that are not empty, each as long as its last cell that is not; null is empty. */
  Stream<String[]> rows() throws IOException {
    CellText text = new CellText(workbook.isDate1904());
    return sheet.openStream().map(row -> cells(row, text)).filter(cells -> cells.length > 0);
  }

  private static String[] cells(Row row, CellText text) {
    String[] cells = new String[row.getCellCount()];
    int used = 0;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = text.of(row.getCell(i));
      used = Objects.isNull(cells[i]) ? used : i + 1;
    }
    return Arrays.copyOf(cells, used);
  }

  @Override
  public void close() throws IOException {
    workbook.close();
    Files.deleteIfExists(copy);
  }
}
