package io.tributary.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.yaml.snakeyaml.Yaml;

/**
 * Reads a workspace's dumps through its mappings with Spark's own readers: a second opinion that
 * shares no code with the ingest. Keeps every row, damaged and repeated ones included.
 */
final class MappedDumps {
  private final SparkSession spark;
  private final Path workspace;

  MappedDumps(SparkSession session, Path workspace) {
    this.spark = session.newSession();
    this.workspace = workspace;
    // Dirty values become null, as the mapping contract says.
    spark.conf().set("spark.sql.ansi.enabled", "false");
    spark.conf().set("spark.sql.legacy.timeParserPolicy", "CORRECTED");
    spark.conf().set("spark.sql.legacy.javaCharsets", "true");
    spark.conf().set("spark.sql.session.timeZone", "Asia/Shanghai");
    // Dozens of expressions over a few rows: compiling them would take longer than reading.
    spark.conf().set("spark.sql.codegen.wholeStage", "false");
    spark.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  /** The mapping files, by source; spreadsheets aside, which Spark cannot read. */
  Map<String, Map<String, Object>> sources() {
    Map<String, Map<String, Object>> sources = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(workspace.resolve("sources"))) {
      for (Path file : files.sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          Map<String, Object> source = new Yaml().load(in);
          sources.put((String) source.get("source"), source);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  /** The dump's own columns, all text, of all nights. */
  Dataset<Row> rows(Map<String, Object> source) {
    String pattern = (String) source.get("files");
    String glob = workspace.resolve("landing") + "/" + pattern.replaceAll("\\{date(:[^}]*)?}", "*");
    if (source.get("format").equals("json")) {
      String[] names = spark.read().option("primitivesAsString", true).json(glob).columns();
      StructType text = new StructType();
      for (String name : names) {
        if (!name.equals("_corrupt_record")) {
          text = text.add(name, DataTypes.StringType);
        }
      }
      return spark.read().schema(text).json(glob);
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> options =
        (Map<String, Object>) source.getOrDefault("options", Map.of("header", true));
    boolean multiLine = source.get("source").equals("products");
    Dataset<Row> rows =
        spark
            .read()
            .option("header", true)
            .option("escape", "\"")
            .option("multiLine", multiLine)
            .option("encoding", options.getOrDefault("encoding", "UTF-8").toString())
            .option("delimiter", options.getOrDefault("delimiter", ",").toString())
            .csv(glob);
    String[] stripped =
        Stream.of(rows.columns()).map(c -> c.replace("\uFEFF", "").strip()).toArray(String[]::new);
    return rows.toDF(stripped);
  }

  /**
   * The rows of one entity: canonical columns, and identifiers as an array of {@code
   * namespace:value}.
   */
  @SuppressWarnings("unchecked")
  Dataset<Row> entity(Map<String, Object> source, Map<String, Object> mapping) {
    Dataset<Row> rows = rows(source);
    if (mapping.containsKey("where")) {
      rows = rows.where((String) mapping.get("where"));
    }
    List<Column> columns = new ArrayList<>();
    ((Map<String, String>) mapping.get("columns"))
        .forEach((name, sql) -> columns.add(functions.expr(sql).as(name)));
    List<Column> identifiers = new ArrayList<>();
    ((Map<String, String>) mapping.getOrDefault("identifiers", Map.of()))
        .forEach(
            (namespace, sql) ->
                identifiers.add(
                    functions.concat(functions.lit(namespace + ":"), functions.expr(sql))));
    Column none = functions.array().cast("array<string>");
    columns.add(
        (identifiers.isEmpty()
                ? none
                : functions.filter(
                    functions.array(identifiers.toArray(Column[]::new)), Column::isNotNull))
            .as("identifiers"));
    return rows.select(columns.toArray(Column[]::new));
  }
}
