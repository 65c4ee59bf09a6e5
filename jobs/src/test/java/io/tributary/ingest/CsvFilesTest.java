package io.tributary.ingest;

import static io.tributary.ingest.CsvDumpTest.gzip;
import static io.tributary.ingest.TestLanding.text;
import static io.tributary.ingest.TestLanding.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Source.Format;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Csv dumps as files: split, numbered, oddly named, or not readable at all. */
class CsvFilesTest {
  @TempDir Path folder;
  private TestLanding landing;

  @BeforeEach
  void emptyLanding() {
    landing = new TestLanding(folder, Format.CSV);
  }

  @Test
  void splitFileHasTheSameRowsInTheSameOrder() throws IOException {
    StringBuilder content = new StringBuilder("id,name\r\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      content.append(i).append(",名").append("x".repeat(i % 7)).append("\r\n");
      expected.add(i + " | 名" + "x".repeat(i % 7) + " | -");
    }
    landing
        .session(sessionWith("spark.sql.files.maxPartitionBytes", 1000))
        .dump("a.csv", content.toString());
    assertThat(landing.read().select("_block").distinct().count()).isGreaterThan(20);
    assertThat(landing.rows()).isEqualTo(expected);
    assertThat(landing.readNumbered().select("_block").distinct().count()).isEqualTo(1);
    assertThat(
            landing.readNumbered().filter("_row = cast(id as bigint) + 1 and _row = _seq").count())
        .isEqualTo(2000);
  }

  @Test
  void rowsAreNumberedPerFileWhenATaskReadsSeveral() throws IOException {
    landing
        .session(sessionWith("spark.sql.files.openCostInBytes", 0))
        .dump("a.csv", "id\n1\n\n2\n3,x\n4\n")
        .dump("b.csv", "id\n5\n6\n")
        .dump("c.csv", "id\n7\n8\n")
        .dump("d.csv", "id\n\"9\n\"\n");
    assertThat(landing.readNumbered().rdd().getNumPartitions()).isLessThan(4);
    assertThat(
            text(
                landing
                    .readNumbered()
                    .filter("id <> '1'")
                    .orderBy("_file", "_row")
                    .selectExpr("trim('\n', id)", "_file", "_row", "_malformed")))
        .containsExactly(
            "2 | 2024-05-01/a.csv | 2 | -",
            "3 | 2024-05-01/a.csv | 3 | 3,x",
            "4 | 2024-05-01/a.csv | 4 | -",
            "5 | 2024-05-01/b.csv | 1 | -",
            "6 | 2024-05-01/b.csv | 2 | -",
            "7 | 2024-05-01/c.csv | 1 | -",
            "8 | 2024-05-01/c.csv | 2 | -",
            "9 | 2024-05-01/d.csv | 1 | -");
  }

  @Test
  void pathsWithSpacesChinesePercentAndGlobCharacters() throws IOException {
    String name = "门店 1+50%20[a]{b}=c.csv";
    landing.dump(name, "id\n1\n").file("2024-05-02/x.csv", utf8("id\n2\n"));
    assertThat(text(landing.read().select("_file", "_dump_date", "id").orderBy("id")))
        .containsExactly(
            "2024-05-01/" + name + " | 2024-05-01 | 1", "2024-05-02/x.csv | 2024-05-02 | 2");
    assertThat(text(landing.read().filter("_dump_date > '2024-05-01'").select("id")))
        .containsExactly("2");
  }

  @Test
  void checksumIsThatOfTheBytes() throws IOException {
    landing.dump("a.csv", "id\n1\n").dump("b.csv", "id\n1\n").dump("c.csv", "id\n2\n");
    List<InspectedFile> files = landing.inspect();
    assertThat(files.get(0).checksum()).hasSize(64).isEqualTo(files.get(1).checksum());
    assertThat(files.get(2).checksum()).isNotEqualTo(files.get(0).checksum());
  }

  @Test
  void allFilesThatCannotBeReadAreReportedTogether() throws IOException {
    landing
        .dump("double.csv", "id,Name,name\n1,a,b\n")
        .dump("no-header.csv", "13812345678,shoe,shoe\n")
        .dump("ours.csv", "id,_file\n1,a\n")
        .dump("plain.csv.gz", "id,name\n1,not compressed\n")
        .dump("good.csv", "id\n1\n")
        .file("2024-05-01/gbk.csv", "编号\n1\n".getBytes(Charset.forName("GBK")))
        .file("2024-05-01/utf16.csv", "\uFEFFid\n".getBytes(StandardCharsets.UTF_16LE))
        .file("2024-05-01/cut.csv.gz", Arrays.copyOf(gzip("id\n" + "1\n".repeat(999)), 30));
    assertThatThrownBy(landing::inspect)
        .isInstanceOfSatisfying(
            UserMistake.class,
            mistake ->
                assertThat(mistake.problems())
                    .containsExactly(
                        "landing file 2024-05-01/cut.csv.gz: cannot be decompressed as its ending"
                            + " .gz says (Unexpected end of input stream); deliver it again, or"
                            + " under another name if it is not compressed",
                        "landing file 2024-05-01/double.csv: column name 'name' occurs twice in its"
                            + " header (id | Name | name); name every column once, or set"
                            + " options.header: false and map _c0, _c1 ...",
                        "landing file 2024-05-01/gbk.csv: has a header that is not text in UTF-8;"
                            + " set options.encoding to what the dump is written in, such as GBK or"
                            + " UTF-8",
                        "landing file 2024-05-01/no-header.csv: column name 'shoe' occurs twice in"
                            + " its header (138****5678 | shoe | shoe); name every column once, or"
                            + " set options.header: false and map _c0, _c1 ...",
                        "landing file 2024-05-01/ours.csv: column name '_file' is one that Tributary"
                            + " gives in its header (id | _file); name every column once, or set"
                            + " options.header: false and map _c0, _c1 ...",
                        "landing file 2024-05-01/plain.csv.gz: cannot be decompressed as its ending"
                            + " .gz says (not a gzip file); deliver it again, or under another name"
                            + " if it is not compressed",
                        "landing file 2024-05-01/utf16.csv: starts with the byte order mark of"
                            + " UTF-16LE, but is to be read as UTF-8; set options.encoding:"
                            + " UTF-16LE"));
  }

  @Test
  void dumpThatDoesNotFitHadoopsChecksumBesideIt() throws IOException {
    try (LocalFileSystem hadoop = new LocalFileSystem()) {
      hadoop.initialize(hadoop.getRaw().getUri(), new Configuration());
      String file = folder.resolve("2024-05-01/a.csv").toString();
      hadoop.create(new org.apache.hadoop.fs.Path(file)).close();
    }
    DumpFile dump = landing.list().get(0);
    landing.file(dump.path(), utf8("id\n1\n"));
    assertThatThrownBy(landing::inspect)
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("landing file " + dump.path() + ": does not fit the checksum file");
  }

  private static SparkSession sessionWith(String setting, long value) {
    SparkSession session = TestSpark.session().newSession();
    session.conf().set("spark.sql.session.timeZone", "Asia/Shanghai");
    session.conf().set("spark.sql.legacy.javaCharsets", true);
    session.conf().set(setting, value);
    return session;
  }
}
