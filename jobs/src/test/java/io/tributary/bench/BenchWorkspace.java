package io.tributary.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Night;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A workspace without dumps, whose lake a bench fills as if earlier jobs had run. */
record BenchWorkspace(Path folder, SparkSession spark) {

  /** Writes the files that every workspace has. */
  void write() throws IOException {
    Files.createDirectories(folder.resolve("sources"));
    Files.writeString(folder.resolve("tributary.yaml"), "brand: Bench\n");
    Files.writeString(
        folder.resolve("sources/pos.yaml"),
        """
        source: pos
        files: pos/{date}.csv
        format: csv
        entities:
          - entity: order
            columns: {order_id: "id", channel: "'pos'", ordered_at: "to_timestamp(at)"}
        """);
  }

  /** Runs jobs for a date. */
  List<Night.Outcome> night(LocalDate date, Job... jobs) {
    return Night.run(
        WorkspaceReader.read(folder),
        spark,
        VaultKey.parse("5e".repeat(32), "the bench"),
        date,
        false,
        List.of(jobs),
        new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), true));
  }

  /** Rows of a table of which only some columns matter; where they come from is made up. */
  static Dataset<Row> completed(TableSpec spec, Dataset<Row> rows) {
    List<String> known = Arrays.asList(rows.columns());
    return rows.select(
        spec.columns().stream()
            .map(c -> known.contains(c.name()) ? col(c.name()) : usual(c).as(c.name()))
            .toArray(Column[]::new));
  }

  private static Column usual(TableSpec.ColumnSpec column) {
    return switch (column.name()) {
      case "source", "file" -> lit("bench");
      case "dump_date", "first_dump_on" -> expr("date'2025-06-30'");
      default -> lit(null).cast(column.type());
    };
  }
}
