package io.tributary.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
        .hasMessageStartingWith("The question cannot be answered: ")
        .hasMessageEndingWith(". `tributary tables` tells what tables hold.");
  }

  @Test
  void unknownNamesAreAnsweredWithWhatWasMeant() throws IOException {
    TestSpark.session().range(1).write().format("delta").save(table());
    assertThatThrownBy(() -> ask("SELECT * FROM clean_ordr"))
        .isInstanceOf(UserMistake.class)
        .hasMessage("There is no table `clean_ordr`; did you mean `clean_order`?");
    assertThatThrownBy(() -> ask("SELECT o.idd FROM clean_order o"))
        .isInstanceOf(UserMistake.class)
        .hasMessage("There is no column `idd` in clean_order; did you mean `id` of clean_order?");
    assertThat(SqlMistake.unknownColumn("sex", Map.of("orders", List.of("net"))))
        .isEqualTo(
            "There is no column `sex` in orders; `tributary tables orders` lists what there is.");
  }

  @Test
  void anAnswerIsWrittenWholeByTheExportsRules() throws Exception {
    TestSpark.session().range(3).write().format("delta").save(table());
    String query =
        "SELECT id, '=1+1' AS formula, IF(id = 1, NULL, 'a,\"b\"') AS text, array(id) AS ids FROM clean_order ORDER BY id";
    write(query, "answer.csv");
    write(query, "answer.csv");
    assertThat(folder.resolve("answer.csv"))
        .hasContent(
            """
            id,formula,text,ids
            0,'=1+1,"a,""b\""",[0]
            1,'=1+1,,[1]
            2,'=1+1,"a,""b\""",[2]
            """);
    write(query, "answer.json");
    assertThat(folder.resolve("answer.json"))
        .content()
        .startsWith("{\"id\":0,\"formula\":\"=1+1\",")
        .contains("\"text\":null");
    write(query, "answer.parquet");
    assertThat(
            TestSpark.session().read().parquet(folder.resolve("answer.parquet").toString()).count())
        .isEqualTo(3);
    assertThatThrownBy(() -> write("SELECT 1 / (id - 2) FROM clean_order", "broken.csv"))
        .hasMessageContaining("DIVIDE_BY_ZERO");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.contains(".")))
          .containsExactlyInAnyOrder(
              "answer.csv", "answer.json", "answer.parquet", "tributary.yaml");
    }
    assertThatThrownBy(() -> write(query, "answer.xlsx"))
        .isInstanceOf(UserMistake.class)
        .hasMessageStartingWith("--out takes a file that ends with .csv, .json, .parquet, not ");
    assertThatThrownBy(() -> write(query, "nowhere/answer.csv"))
        .isInstanceOf(UserMistake.class)
        .hasMessageStartingWith("There is no folder ");
  }

  @Test
  void anAnswerIsShownAsATable() {
    Dataset<Row> answer =
        TestSpark.session()
            .sql(
                "SELECT '鞋' AS c, 1.50 AS c, NULL AS n, array(1) AS a UNION ALL SELECT 'x', 2, NULL, NULL");
    assertThat(SqlCommand.shown(answer, 1, 80))
        .containsExactly(
            "c  |    c | n    | a",
            "---+------+------+----",
            "鞋 | 1.50 | NULL | [1]",
            "(the first 1 rows; --rows N shows more, --out FILE writes all)");
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

  private void write(String query, String file) throws Exception {
    ask(query, "--out", folder.resolve(file).toString());
  }
}
