package io.tributary.ingest;

import static io.tributary.ingest.TestLanding.text;
import static io.tributary.ingest.TestLanding.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Source.Format;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet dumps: typed there, text to a mapping. */
class ParquetDumpTest {
  @TempDir Path folder;
  private TestLanding landing;

  @BeforeEach
  void emptyLanding() {
    landing = new TestLanding(folder, Format.PARQUET);
  }

  private void write(String path, String query) {
    TestSpark.session().sql(query).coalesce(1).write().parquet(folder.resolve(path).toString());
  }

  @Test
  void everyTypeAsText() throws IOException {
    write(
        "2024-05-01/a.parquet",
        """
        select 1 id, cast('0.00' as decimal(30, 10)) zero, cast(12.50 as decimal(10, 2)) price,
          13800138000D phone, 0.1f rate, double('NaN') nan,
          timestamp '2024-05-01 08:00:00' at, timestamp '2024-05-01 08:00:00.120' exactly,
          timestamp_ntz '2024-05-01 09:00:00' local,
          date '2024-05-01' day, x'00FF' bytes, named_struct('a', 1, 'b', array('x')) nested,
          true flag, '' empty, cast(null as string) none
        """);
    assertThat(landing.rows())
        .containsExactly(
            "1 | 0.0000000000 | 12.50 | 13800138000 | 0.1 | NaN | 2024-05-01 08:00:00"
                + " | 2024-05-01 08:00:00.12 | 2024-05-01 09:00:00 | 2024-05-01 | 00FF"
                + " | {\"a\":1,\"b\":[\"x\"]} | true | - | - | -");
  }

  @Test
  void filesOfDifferentSchemas() throws IOException {
    write("2024-05-01/a.parquet", "select 1 id, 'x' name");
    write("2024-05-02/b.parquet", "select 2L id, 1.5 price, 'y' name");
    write("2024-05-03/c.parquet", "select 'three' id, 'z' name");
    assertThat(landing.read().columns()).startsWith("id", "name", "price", "_file");
    assertThat(landing.rows())
        .containsExactly("1 | x | - | -", "2 | y | 1.5 | -", "three | z | - | -");
  }

  @Test
  void rowsAreInTheOrderOfTheFile() throws IOException {
    write("2024-05-01/a.parquet", "select id from range(0, 100, 1, 1)");
    assertThat(landing.readNumbered().filter("_row = cast(id as int) + 1").count()).isEqualTo(100);
    assertThat(landing.rows()).startsWith("0 | -", "1 | -").hasSize(100);
  }

  @Test
  void brokenFilesAreNamed() throws IOException {
    write("2024-05-01/a.parquet", "select 1 _file");
    landing.dump("b.parquet", "not parquet at all").file("2024-05-01/c.parquet", new byte[0]);
    assertThatThrownBy(landing::inspect)
        .isInstanceOfSatisfying(
            UserMistake.class,
            mistake -> {
              assertThat(mistake.problems()).hasSize(2);
              assertThat(mistake.problems().get(0)).contains("a.parquet", "'_file'");
              assertThat(mistake.problems().get(1))
                  .startsWith("landing file 2024-05-01/b.parquet: is no parquet file");
            });
  }

  @Test
  void emptyFileHasNoRows() throws IOException {
    landing.file("2024-05-01/c.parquet", utf8(""));
    assertThat(text(landing.read())).isEmpty();
  }
}
