package io.tributary.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListIdentifiersTest {
  @TempDir Path folder;

  @Test
  void executorsNeedNotSeeTheFile() throws IOException {
    Run run = run("\uFEFFphone,note\r\n13812345678,\"a, b\"\r\n\r\n13812345679,\n");
    Dataset<Row> rows = ListIdentifiers.read(run, "tags/vip.yaml", "vip.csv", List.of("phone"));
    Files.delete(folder.resolve("vip.csv"));

    assertThat(rows.columns()).containsExactly("phone", "note");
    assertThat(rows.collectAsList())
        .extracting(Row::toString)
        .containsExactly("[13812345678,a, b]", "[13812345679,null]");
  }

  @Test
  void aListWithoutTheColumnIsTheUsersMistake() {
    for (String content : List.of("", "mobile\n13812345678\n")) {
      Run run = run(content);
      assertThatThrownBy(
              () -> ListIdentifiers.read(run, "tags/vip.yaml", "vip.csv", List.of("phone")))
          .isInstanceOf(UserMistake.class)
          .hasMessageStartingWith("tags/vip.yaml: vip.csv has no column `phone`; it has");
    }
  }

  private Run run(String list) {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(
                """
                source: shop
                files: shop/{date}.csv
                format: csv
                entities: [{entity: store, columns: {store_id: id}}]
                """)
            .with("vip.csv", list);
    return new Run(
        "a run",
        shop.read(),
        TestSpark.session(),
        shop.lake(),
        WorkspaceFixture.KEY,
        LocalDate.of(2025, 6, 1),
        false,
        null,
        null);
  }
}
