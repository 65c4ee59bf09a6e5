package io.tributary.ingest;

import static io.tributary.ingest.TestLanding.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Source.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workbooks as people and back offices deliver them. */
class XlsxDumpTest {
  @TempDir Path folder;
  private TestLanding landing;

  @BeforeEach
  void emptyLanding() {
    landing = new TestLanding(folder, Format.XLSX);
  }

  private static byte[] workbook(Consumer<Workbook> content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
      content.accept(workbook);
    }
    return bytes.toByteArray();
  }

  private void dump(String name, Consumer<Worksheet> content) throws IOException {
    landing.file(
        "2024-05-01/" + name, workbook(workbook -> content.accept(workbook.newWorksheet("表"))));
  }

  private static void row(Worksheet sheet, int row, Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] instanceof Number number) {
        sheet.value(row, i, number);
      } else if (cells[i] instanceof Boolean truth) {
        sheet.value(row, i, truth);
      } else if (cells[i] != null) {
        sheet.value(row, i, cells[i].toString());
      }
    }
  }

  @Test
  void numbersTruthAndText() throws IOException {
    dump(
        "a.xlsx",
        sheet -> {
          row(sheet, 0, " 编号 ", "v");
          row(sheet, 1, 13800138000D, 19.899999999999999);
          row(sheet, 2, 1234567890123456789L, 0.1 + 0.2);
          row(sheet, 4, 1.0, true);
          row(sheet, 5, "007", " x ");
          row(sheet, 6, null, -0.0);
          row(sheet, 7, 1e-7);
        });
    assertThat(landing.inspect().get(0).columns()).containsExactly("编号", "v");
    assertThat(landing.rows())
        .containsExactly(
            "13800138000 | 19.9 | -",
            "1234567890123456789 | 0.3 | -",
            "1 | true | -",
            "007 |  x  | -",
            "- | 0 | -",
            "0.0000001 | - | -");
  }

  @Test
  void datesByTheirNumberFormat() throws IOException {
    dump(
        "a.xlsx",
        sheet -> {
          row(sheet, 0, "a", "b", "c", "d", "e");
          sheet.value(1, 0, LocalDate.of(2024, 2, 29));
          sheet.style(1, 0).format("yyyy/m/d").set();
          sheet.value(1, 1, LocalDateTime.of(2024, 2, 29, 23, 59, 59));
          sheet.style(1, 1).format("yyyy年m月d日 h:mm").set();
          sheet.value(1, 2, 0.75);
          sheet.style(1, 2).format("h:mm:ss AM/PM").set();
          sheet.value(1, 3, 45351.5);
          sheet.style(1, 3).format("#,##0.00_);[Red]\\(#,##0.00\\)").set();
          sheet.value(1, 4, 1.5);
          sheet.style(1, 4).format("[h]:mm").set();
        });
    assertThat(landing.rows())
        .containsExactly("2024-02-29 | 2024-02-29 23:59:59 | 18:00:00 | 45351.5 | 1.5 | -");
  }

  @Test
  void aWorkbookWithoutStyles() throws IOException {
    byte[] workbook =
        workbook(
            w -> {
              Worksheet sheet = w.newWorksheet("表");
              row(sheet, 0, "id", "v");
              row(sheet, 1, "1", 45351.5);
            });
    landing.file("2024-05-01/a.xlsx", withoutStyles(workbook));
    assertThat(landing.rows()).containsExactly("1 | 45351.5 | -");
  }

  /** Without the part, and without the relation that leads to it. */
  private byte[] withoutStyles(byte[] workbook) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipFile in = new ZipFile(Files.write(folder.resolve("styled"), workbook).toFile());
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry part : Collections.list(in.entries())) {
        if (!part.getName().endsWith("styles.xml")) {
          out.putNextEntry(new ZipEntry(part.getName()));
          String content =
              new String(in.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8);
          String without = content.replaceAll("<Relationship [^>]*styles[^>]*/>", "");
          out.write(without.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void shortAndLongRows() throws IOException {
    dump(
        "a.xlsx",
        sheet -> {
          row(sheet, 0, "a", "b", "");
          row(sheet, 1, "1");
          row(sheet, 2, "2", null, "x");
        });
    assertThat(landing.rows()).containsExactly("1 | - | -", "2 | - | 2\t\tx");
    assertThat(text(landing.readNumbered().orderBy("_row").select("_row", "_block", "a")))
        .containsExactly("1 | 0 | 1", "2 | 0 | 2");
  }

  @Test
  void namedSheetAndOtherColumnOrder() throws IOException {
    landing.sheet("data");
    landing.file(
        "2024-05-01/a.xlsx",
        workbook(
            workbook -> {
              row(workbook.newWorksheet("cover"), 0, "Report");
              Worksheet data = workbook.newWorksheet("data");
              row(data, 2, "a", "b");
              row(data, 3, "1", "x");
            }));
    landing.file(
        "2024-05-01/b.xlsx",
        workbook(
            workbook -> {
              Worksheet data = workbook.newWorksheet("data");
              row(data, 0, "b", "a");
              row(data, 1, "y", "2");
            }));
    assertThat(landing.rows()).containsExactly("1 | x | -", "2 | y | -");
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    landing.sheet("data").dump("a.xlsx", "no workbook").dump("c.xlsx", "");
    dump("b.xlsx", sheet -> row(sheet, 0, "a"));
    assertThatThrownBy(landing::inspect)
        .isInstanceOfSatisfying(
            UserMistake.class,
            mistake -> {
              assertThat(mistake.problems()).hasSize(2);
              assertThat(mistake.problems().get(0))
                  .startsWith("landing file 2024-05-01/a.xlsx: is no xlsx workbook");
              assertThat(mistake.problems().get(1))
                  .isEqualTo(
                      "landing file 2024-05-01/b.xlsx: has no sheet 'data'; set options.sheet to"
                          + " one of 表");
            });
  }
}
