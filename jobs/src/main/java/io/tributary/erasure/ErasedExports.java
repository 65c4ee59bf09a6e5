package io.tributary.erasure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.export.SingleFile;
import io.tributary.identity.ForgetIdentity;
import io.tributary.lake.FileStore;
import io.tributary.lake.LiteralGlob;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Run;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The exported tables of all nights. Exports are sorted by key, so that a person is in one of a
 * table's Parquet files as a rule: only that one is written anew, and the CSV beside it.
 */
final class ErasedExports {
  private static final String ORDERS = "orders";
  private static final String HISTORY = "one_id_history";
  private static final String CONFLICTS = "identity_conflicts";

  private final Run run;
  private final FileStore files;
  private final Erasure erasure;

  ErasedExports(Run run, Erasure erasure) {
    this.run = run;
    this.files = run.lake().files();
    this.erasure = erasure;
  }

  /** How many files name the person. */
  long count() {
    return found().values().stream().mapToLong(Set::size).sum();
  }

  /** Writes these files anew. */
  void carryOut() {
    found()
        .forEach(
            (table, named) -> {
              // As long as a Parquet file names the person, the CSV beside it may as well.
              named.stream().map(Path::getParent).distinct().forEach(f -> rewriteCsv(table, f));
              named.forEach(file -> rewrite(table, file));
            });
  }

  /** The files that name the person, by table. */
  private Map<String, Set<Path>> found() {
    List<Path> nights = ExportFolders.nights(files, run.workspace().exports());
    Map<String, Set<Path>> found = new LinkedHashMap<>();
    for (String table : Contracts.PUBLISHED) {
      List<String> columns = columnsThatName(table);
      List<String> folders = new ArrayList<>();
      for (Path night : columns.isEmpty() ? List.<Path>of() : nights) {
        Path folder = new Path(night, "tables/" + table);
        if (files.anyIn(folder, name -> name.endsWith(".parquet"))) {
          folders.add(folder.toString());
        }
      }
      if (!folders.isEmpty()) {
        found.put(table, naming(columns, folders));
      }
    }
    return found;
  }

  private static List<String> columnsThatName(String table) {
    List<String> known = Contracts.table(table).columnNames();
    return List.of("one_id", "other_one_id", "key_a", "key_b").stream()
        .filter(known::contains)
        .toList();
  }

  private Set<Path> naming(List<String> columns, List<String> folders) {
    Column names = lit(false);
    StringBuilder shape = new StringBuilder();
    for (String column : columns) {
      names = names.or(isTheirs(column));
      shape.append(shape.isEmpty() ? "" : ", ").append(column).append(" string");
    }
    Set<Path> paths = new TreeSet<>();
    read(shape.toString(), folders.toArray(String[]::new))
        .where(names)
        .select(input_file_name())
        .distinct()
        .as(Encoders.STRING())
        .collectAsList()
        .forEach(uri -> paths.add(new Path(URI.create(uri))));
    return paths;
  }

  private Column isTheirs(String column) {
    return column.startsWith("key_")
        ? lower(col(column)).isin(erasure.keys().toArray())
        : col(column).isin(erasure.oneIds().toArray());
  }

  private Dataset<Row> read(String shape, String... paths) {
    var reader = run.spark().read();
    return (shape == null ? reader : reader.schema(shape)).parquet(LiteralGlob.each(paths));
  }

  private Dataset<Row> without(String table, Dataset<Row> rows) {
    Column isTheirs = col("one_id").isNotNull().and(col("one_id").isin(erasure.oneIds().toArray()));
    return switch (table) {
      case ORDERS ->
          rows.withColumn(
              "one_id", when(isTheirs, lit(null).cast("string")).otherwise(col("one_id")));
      case HISTORY -> ForgetIdentity.history(rows, erasure.oneIds());
      case CONFLICTS -> ForgetIdentity.conflicts(rows, erasure.keys());
      default -> rows.where(not(isTheirs));
    };
  }

  private void rewrite(String table, Path file) {
    replace(without(table, read(null, file.toString())), SingleFile.Form.PARQUET, file);
  }

  private void rewriteCsv(String table, Path folder) {
    Path csv = new Path(folder.getParent(), table + ".csv");
    if (files.exists(csv)) {
      Column[] key =
          Contracts.contract(table).key().stream()
              .map(k -> col("`" + k + "`"))
              .toArray(Column[]::new);
      Dataset<Row> rows = without(table, read(null, folder.toString())).orderBy(key);
      replace(rows, SingleFile.Form.CSV, csv);
    }
  }

  private void replace(Dataset<Row> rows, SingleFile.Form form, Path file) {
    run.lock().verify();
    // A checksum that Spark's writer has left beside it on a local disk is of what it was.
    files.delete(new Path(file.getParent(), "." + file.getName() + ".crc"));
    boolean marked = run.workspace().settings().export().csvBom();
    SingleFile.write(files, rows, form, marked, file);
  }
}
