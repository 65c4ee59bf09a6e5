package io.tributary.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The least that a spreadsheet program takes for an xlsx file: one sheet of text and numbers.
 * Written here rather than by a library because libraries stamp the moment of writing and compress
 * as the machine's zlib does, and the same seed must give the same bytes.
 */
final class Spreadsheet {
  private static final String PROLOGUE =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private static final String CONTENT_TYPES =
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
      <Default Extension="rels"
       ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
      <Default Extension="xml" ContentType="application/xml"/>
      <Override PartName="/xl/workbook.xml"
       ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
      <Override PartName="/xl/worksheets/sheet1.xml"
       ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
      <Override PartName="/xl/styles.xml"
       ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
      </Types>
      """;

  private static final String PACKAGE_PARTS =
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/>
      </Relationships>
      """
          .formatted(RELATIONSHIPS);

  private static final String WORKBOOK_PARTS =
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="%1$s/worksheet" Target="worksheets/sheet1.xml"/>
      <Relationship Id="rId2" Type="%1$s/styles" Target="styles.xml"/>
      </Relationships>
      """
          .formatted(RELATIONSHIPS);

  /** One plain style; the standard lets it be absent, but not every reader does. */
  private static final String STYLES =
      """
      <styleSheet xmlns="%s">
      <fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
      <fills count="1"><fill><patternFill patternType="none"/></fill></fills>
      <borders count="1"><border/></borders>
      <cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
      <cellXfs count="1"><xf numFmtId="0" xfId="0"/></cellXfs>
      </styleSheet>
      """
          .formatted(MAIN);

  private static final String WORKBOOK =
      """
      <workbook xmlns="%s" xmlns:r="%s">
      <sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets>
      </workbook>
      """;

  private Spreadsheet() {}

  /** Writes a sheet: numbers as numbers, everything else as text, absent values as no cell. */
  static void write(String sheetName, List<List<Object>> rows, OutputStream out)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      entry(zip, "[Content_Types].xml", CONTENT_TYPES);
      entry(zip, "_rels/.rels", PACKAGE_PARTS);
      entry(zip, "xl/workbook.xml", WORKBOOK.formatted(MAIN, RELATIONSHIPS, escape(sheetName)));
      entry(zip, "xl/_rels/workbook.xml.rels", WORKBOOK_PARTS);
      entry(zip, "xl/styles.xml", STYLES);
      entry(zip, "xl/worksheets/sheet1.xml", sheet(rows));
    }
  }

  private static String sheet(List<List<Object>> rows) {
    StringBuilder xml = new StringBuilder("<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    for (int r = 0; r < rows.size(); r++) {
      xml.append("<row r=\"").append(r + 1).append("\">");
      List<Object> row = rows.get(r);
      for (int c = 0; c < row.size(); c++) {
        String reference = (char) ('A' + c) + String.valueOf(r + 1);
        if (row.get(c) instanceof Number number) {
          xml.append("<c r=\"%s\"><v>%s</v></c>".formatted(reference, number));
        } else if (row.get(c) != null) {
          xml.append(
              "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>"
                  .formatted(reference, escape(row.get(c).toString())));
        }
      }
      xml.append("</row>");
    }
    return xml.append("</sheetData></worksheet>").toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static void entry(ZipOutputStream zip, String name, String xml) throws IOException {
    byte[] bytes = (PROLOGUE + xml).getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    // The earliest moment that a zip file can tell, in its own form: no time zone enters.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
