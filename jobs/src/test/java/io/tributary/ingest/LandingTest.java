package io.tributary.ingest;

import static io.tributary.ingest.TestLanding.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.Problems;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Source.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTest {
  @TempDir Path folder;

  @Test
  void dumpsUpToADateByDateAndPath() throws IOException {
    TestLanding landing = new TestLanding(folder, Format.CSV, "*/dt={date}/*.csv");
    landing
        .file("天 猫/dt=2024-05-02/b [1].csv", utf8("id"))
        .file("天 猫/dt=2024-05-01/c.csv", utf8("id"))
        .file("jd/dt=2024-05-02/a%201.csv", utf8("id"))
        .file("jd/dt=2024-05-02/.a.csv.crc", utf8("x"))
        .file("jd/dt=2024-05-02/_tmp.csv", utf8("x"))
        .file("_old/dt=2024-05-02/a.csv", utf8("x"))
        .file("jd/dt=2024-05-02/folder.csv/part.csv", utf8("x"))
        .file("jd/dt=2024-02-30/no-day.csv", utf8("x"))
        .file("jd/dt=2024-05-02/a.txt", utf8("x"))
        .file("jd/dt=2025-01-01/later.csv", utf8("x"));
    assertThat(landing.list())
        .extracting(DumpFile::path)
        .containsExactly(
            "天 猫/dt=2024-05-01/c.csv", "jd/dt=2024-05-02/a%201.csv", "天 猫/dt=2024-05-02/b [1].csv");
    DumpFile first = landing.list().get(0);
    assertThat(first)
        .isEqualTo(
            new DumpFile(
                "pos",
                "天 猫/dt=2024-05-01/c.csv",
                LocalDate.of(2024, 5, 1),
                2,
                Files.getLastModifiedTime(folder.resolve(first.path())).toMillis()));
    assertThat(landing.rows()).isEmpty();
  }

  @Test
  void patternCharactersStandForThemselves() throws IOException {
    Path odd = folder.resolve("lan[d]ing {x} 着陆%20");
    TestLanding landing = new TestLanding(odd, Format.CSV, "{a,b} [c]/{date:yyyy/MM/dd}/?.csv");
    landing
        .file("{a,b} [c]/2024/05/01/x.csv", utf8("id\n1\n"))
        .file("a [c]/2024/05/01/x.csv", utf8("id\n2\n"))
        .file("{a,b} c/2024/05/01/x.csv", utf8("id\n3\n"))
        .file("{a,b} [c]/2024/05/01/xy.csv", utf8("id\n4\n"));
    assertThat(landing.rows()).containsExactly("1 | -");
    assertThat(landing.list())
        .extracting(DumpFile::path)
        .containsExactly("{a,b} [c]/2024/05/01/x.csv");
  }

  @Test
  void parquetDumpMayBeAFolder() throws IOException {
    TestLanding landing = new TestLanding(folder, Format.PARQUET, "{date:yyyyMMdd}.parquet");
    landing
        .file("20240501.parquet/part-0", utf8("x"))
        .file("20240501.parquet/_SUCCESS", utf8(""))
        .file("20240501.parquet/.part-0.crc", utf8("x"));
    assertThat(landing.list())
        .extracting(DumpFile::path)
        .containsExactly("20240501.parquet/part-0");
  }

  @Test
  void missingFolderIsTheUsersMistake() {
    TestLanding landing = new TestLanding(folder.resolve("none"), Format.CSV);
    assertThatThrownBy(landing::list)
        .isInstanceOf(UserMistake.class)
        .hasMessageMatching("landing folder file:.*/none does not exist; create it, or set .*");
  }

  @Test
  void nameWithAColonIsTheUsersMistake() throws IOException {
    TestLanding landing = new TestLanding(folder, Format.CSV, "{date}/*.csv");
    landing.file("2024-05-01/10:30.csv", utf8("id\n"));
    assertThatThrownBy(landing::list)
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("cannot list a name with a colon (")
        .hasMessageContaining("10:30.csv");
  }

  @Test
  void emptyLandingHasNoDumps() {
    assertThat(new TestLanding(folder, Format.CSV).list()).isEmpty();
    assertThat(
            InspectFiles.run(
                TestSpark.session(),
                folder.toString(),
                new TestLanding(folder, Format.CSV).source(),
                List.of(),
                new Problems()))
        .isEmpty();
  }
}
