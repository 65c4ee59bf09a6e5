package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadPreviewTest {
  @TempDir Path folder;

  @Test
  void aFieldThatNoRecordHasIsWarnedOf() {
    Workspace workspace =
        WorkspaceFixture.in(folder)
            .source(
                """
                source: app
                files: app/{date}.json
                format: json
                entities:
                  - entity: store
                    columns: {store_id: "id", name: "nmae", city: "city", province: "_file"}
                """)
            .dump("app/2025-06-01.json", "{\"id\": 1}", "{\"id\": 2, \"name\": \"x\"}")
            .read();
    assertThat(lines(workspace))
        .contains(
            "warning: app: the mapping uses 'nmae', but none of the first 1,000 records of each file has such a field, so it is null. Did you mean 'name'?",
            "warning: app: the mapping uses 'city', but none of the first 1,000 records of each file has such a field, so it is null. They have id, name.")
        .filteredOn(line -> line.startsWith("warning"))
        .hasSize(2);
  }

  @Test
  void whatIsWrongWithTheDumpsOfAllSourcesIsToldAtOnceAndLeavesNoTrace() {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(
                """
                source: books
                files: books/{date}.xlsx
                format: xlsx
                entities: [{entity: store, columns: {store_id: "id"}}]
                """)
            .source(
                """
                source: shops
                files: shops/{date}.csv
                format: csv
                entities: [{entity: store, columns: {store_id: "di"}}]
                """)
            .dump("books/2025-06-01.xlsx", "no spreadsheet")
            .dump("shops/2025-06-01.csv", "id", "S1");

    assertThatThrownBy(() -> lines(shop.read()))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("landing file books/2025-06-01.xlsx: ")
        .hasMessageContaining("sources/shops.yaml entities[0].columns.store_id: the dump has no");
    assertThatThrownBy(() -> shop.ingest("2025-06-01")).isInstanceOf(UserMistake.class);
    assertThat(shop.lake().has("runs")).isFalse();
    assertThat(folder.resolve("exports")).doesNotExist();
  }

  private List<String> lines(Workspace workspace) {
    SparkSession session = Sessions.forWorkspace(TestSpark.session(), workspace.settings());
    LocalDate date = LocalDate.of(2025, 6, 1);
    return LoadPreview.lines(
        workspace, session, WorkspaceFixture.existing(folder).lake(), date, false);
  }
}
