package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommandTest {
  private static final String SOURCE =
      """
      source: stores
      files: "{date}.csv"
      format: csv
      entities: [{entity: store, columns: {store_id: "id"}}]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"DROP TABLE clean_order", "DELETE FROM clean_order", "SET a = 1", "SELEC 1"})
  void onlyQuestionsAreAnswered(String statement) throws IOException {
    TestSpark.session().range(1).write().format("delta").save(table());
    assertThatThrownBy(() -> ask(statement))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("The lake's tables are: clean_order.");
  }

  @Test
  void anUnknownTableNamesThoseThatThereAre() throws IOException {
    TestSpark.session().range(1).write().format("delta").save(table());
    assertThatThrownBy(() -> ask("SELECT * FROM clean_ordr"))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("`clean_ordr` cannot be found")
        .hasMessageContaining("The lake's tables are: clean_order.");
  }

  private String table() throws IOException {
    Files.createDirectories(folder.resolve("landing"));
    Files.createDirectories(folder.resolve("sources"));
    Files.writeString(folder.resolve("sources/stores.yaml"), SOURCE);
    Files.writeString(folder.resolve("tributary.yaml"), "brand: Demo Footwear\n");
    return folder.resolve("lake/clean_order").toString();
  }

  private void ask(String query) throws Exception {
    SqlCommand command = new SqlCommand();
    command.workspace = new WorkspaceOption();
    command.workspace.folder = folder;
    command.query = query;
    command.rows = 1;
    command.call();
  }
}
