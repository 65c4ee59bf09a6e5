package io.tributary.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Compares all tables of a lake with the versions that an earlier {@code run.json} names.
 * Arguments: workspace, that file, file for the result.
 */
public final class LakeComparison {
  /**
   * A table in two versions.
   *
   * @param onlyBefore rows that only the earlier one has
   */
  record Difference(long rows, long onlyBefore, long onlyNow) {}

  /** All tables. */
  record Result(Map<String, Difference> tables) {}

  /** They tell of runs, of which there was one more. */
  private static final Set<String> OF_RUNS = Set.of("runs", "loaded_files");

  /** How long the jobs of a night took, which no two runs share. */
  private static final String SECONDS = "measure = 'seconds' or measure like 'job.%'";

  /** A row that full dumps repeat names the dump that brought it, which depends on the nights. */
  private static final Set<String> BROUGHT_BY = Set.of("file", "dump_date");

  private LakeComparison() {}

  public static void main(String[] arguments) throws IOException {
    Workspace workspace = WorkspaceReader.read(Path.of(arguments[0]));
    SparkSession spark = Sessions.start(null);
    spark.sparkContext().setLogLevel("ERROR");
    Lake now = new Lake(spark, workspace.lake());
    Lake before = now.asOf(versions(Path.of(arguments[1])));
    Map<String, Difference> differences = new TreeMap<>();
    for (String table : tables(before, now)) {
      Dataset<Row> earlier = lines(rows(before, table)).persist();
      Dataset<Row> later = lines(rows(now, table)).persist();
      differences.put(
          table,
          new Difference(
              later.count(), earlier.exceptAll(later).count(), later.exceptAll(earlier).count()));
      earlier.unpersist();
      later.unpersist();
    }
    spark.stop();
    ResultFiles.write(Path.of(arguments[2]), new Result(differences));
  }

  private static Dataset<Row> rows(Lake lake, String table) {
    Dataset<Row> rows = lake.read(table);
    return table.equals("report_history") ? rows.where(not(expr(SECONDS))) : rows;
  }

  private static Map<String, Long> versions(Path report) throws IOException {
    JsonNode tables = new ObjectMapper().readTree(report.toFile()).path("tables");
    Map<String, Long> versions = new HashMap<>();
    tables.properties().forEach(table -> versions.put(table.getKey(), table.getValue().asLong()));
    return versions;
  }

  /** The tables that another run on the same dumps may not change. */
  public static List<String> tables(Lake before, Lake now) {
    return now.tables().stream()
        .filter(table -> before.has(table) && !OF_RUNS.contains(table))
        .toList();
  }

  /** Rows as text; of sums of broken numbers, whose order is not fixed, nine digits. */
  public static Dataset<Row> lines(Dataset<Row> rows) {
    Column[] columns =
        Arrays.stream(rows.schema().fields())
            .filter(field -> !BROUGHT_BY.contains(field.name()))
            .map(LakeComparison::text)
            .toArray(Column[]::new);
    return rows.select(to_json(struct(columns)).as("line"));
  }

  private static Column text(StructField field) {
    Column column = col("`" + field.name() + "`");
    return field.dataType().equals(DataTypes.DoubleType)
        ? when(column.isNotNull(), format_string("%.8e", column)).as(field.name())
        : column;
  }
}
