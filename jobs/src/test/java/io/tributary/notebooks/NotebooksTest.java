package io.tributary.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.tables.DeltaTable;
import io.tributary.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the notebooks in git are; that they run is shown where there is a night to run them on. */
class NotebooksTest {
  @TempDir Path folder;

  @Test
  void areKeptWithoutOutputs() throws IOException {
    List<Path> notebooks;
    try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
      notebooks = files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
    assertThat(notebooks).hasSize(9);
    for (Path notebook : notebooks) {
      for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).path("cells")) {
        assertThat(cell.path("outputs")).as("outputs in %s", notebook).isEmpty();
        assertThat(cell.path("execution_count").isNumber())
            .as("executed cell in %s", notebook)
            .isFalse();
      }
    }
  }

  /** Large nights mark rows as deleted instead of writing files anew: readers must know that. */
  @Test
  void rowsThatADeletionVectorMarksAreNotRead() throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.orSkip();
    String table = folder.resolve("numbers").toString();
    TestSpark.session()
        .range(0, 10, 1, 1)
        .write()
        .format("delta")
        .option("delta.enableDeletionVectors", "true")
        .save(table);
    DeltaTable.forPath(TestSpark.session(), table).delete("id in (3, 7)");
    try (Stream<Path> files = Files.list(Path.of(table))) {
      assertThat(files)
          .anyMatch(file -> file.getFileName().toString().startsWith("deletion_vector"));
    }
    String program =
        """
        import sys
        from deltalake import DeltaTable, QueryBuilder
        rows = QueryBuilder().register("t", DeltaTable(sys.argv[1])).execute("SELECT id FROM t ORDER BY id").read_all()
        print(rows["id"].to_pylist())
        """;
    assertThat(python.run(Map.of(), "-c", program, table).strip())
        .isEqualTo("[0, 1, 2, 4, 5, 6, 8, 9]");
  }
}
