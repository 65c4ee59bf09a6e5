package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

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

  @Test
  void theLakeAnswersAsOfItsLastDateOnly() throws Exception {
    TestSpark.session().range(1).write().format("delta").save(table());
    assertThatThrownBy(() -> ask("SELECT 1", "--date", "2025-06-30"))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("No night was run yet");
    standsAt("2025-06-30");
    ask("SELECT 1", "--date", "2025-06-30", "--full");
    assertThatThrownBy(() -> ask("SELECT 1", "--date", "2025-06-29"))
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "The lake stands at 2025-06-30, and this command answers as of that date only; leave --date out, or look into exports/2025-06-29 for the tables of that night.");
  }

  @Test
  void checkRefusesADateThatTheLakeHasLeftBehind() throws IOException {
    TestSpark.session().range(1).write().format("delta").save(table());
    standsAt("2025-06-30");
    CheckCommand command = new CheckCommand();
    new CommandLine(command).parseArgs("--workspace", folder.toString(), "--date", "2025-06-29");
    assertThatThrownBy(command::call)
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("The lake already stands at 2025-06-30");
  }

  private void standsAt(String date) throws IOException {
    Path state = Files.createDirectories(folder.resolve("lake/_tributary")).resolve("state.json");
    Files.writeString(state, "{\"last_date\": \"" + date + "\"}");
  }

  private String table() throws IOException {
    Files.createDirectories(folder.resolve("landing"));
    Files.createDirectories(folder.resolve("sources"));
    Files.writeString(folder.resolve("sources/stores.yaml"), SOURCE);
    Files.writeString(folder.resolve("tributary.yaml"), "brand: Demo Footwear\n");
    return folder.resolve("lake/clean_order").toString();
  }

  private void ask(String query, String... options) throws Exception {
    SqlCommand command = new SqlCommand();
    new CommandLine(command)
        .parseArgs(
            Stream.concat(
                    Stream.of("--workspace", folder.toString(), "--rows", "1", query),
                    Stream.of(options))
                .toArray(String[]::new));
    command.call();
  }
}
