package io.tributary.workspace;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import io.tributary.config.Suggestion;
import io.tributary.pipeline.Problems;
import io.tributary.vault.Masking;
import io.tributary.workspace.Source.EntityMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructType;

/**
 * Holds a source's expressions against the columns of a dump: Spark analyses each over an empty
 * table of text columns, so that no data is read and no job runs.
 */
public final class MappingCheck {
  /** What an expression may use beside the dump's own columns. */
  private static final StructType ADDED =
      new StructType()
          .add("_file", DataTypes.StringType)
          .add("_row", DataTypes.LongType)
          .add("_dump_date", DataTypes.DateType);

  private final Source source;
  private final List<String> dumpColumns;
  private final Problems problems;
  private final TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> unknown = new LinkedHashMap<>();
  private final Dataset<Row> dump;

  private MappingCheck(
      SparkSession spark, Source source, List<String> dumpColumns, Problems problems) {
    this.source = source;
    this.dumpColumns = dumpColumns;
    this.problems = problems;
    StructType schema = ADDED;
    known.addAll(List.of(ADDED.fieldNames()));
    for (String column : dumpColumns) {
      schema = known.add(column) ? schema.add(column, DataTypes.StringType) : schema;
    }
    this.dump = spark.createDataFrame(List.of(), schema);
  }

  /**
   * Notes what of a source does not fit its dump: columns that the dump lacks, expressions that
   * Spark cannot analyse, and results that cannot become the column's type.
   *
   * @param spark the session whose rules hold, with the settings that the ingest reads under
   * @param dumpColumns the columns of the dump, as its header names them
   */
  public static void check(
      SparkSession spark, Source source, List<String> dumpColumns, Problems problems) {
    MappingCheck check = new MappingCheck(spark, source, dumpColumns, problems);
    for (int i = 0; i < source.checks().size(); i++) {
      check.condition("checks[" + i + "]", source.checks().get(i), true);
    }
    for (int i = 0; i < source.entities().size(); i++) {
      check.mapping("entities[" + i + "]", source.entities().get(i));
    }
    check.reportUnknownColumns();
  }

  private void mapping(String key, EntityMapping mapping) {
    mapping.where().ifPresent(sql -> condition(key + ".where", sql, false));
    mapping
        .columns()
        .forEach(
            (name, sql) -> {
              String type = mapping.entity().column(name).orElseThrow().type();
              value(key + ".columns." + name, sql, DataType.fromDDL(type));
            });
    mapping
        .identifiers()
        .forEach(
            (namespace, expressions) -> {
              for (int i = 0; i < expressions.size(); i++) {
                String item = expressions.size() == 1 ? "" : "[" + i + "]";
                value(
                    key + ".identifiers." + namespace + item,
                    expressions.get(i),
                    DataTypes.StringType);
              }
            });
  }

  private void condition(String key, String sql, boolean aggregate) {
    expression(
        key,
        sql,
        aggregate,
        type -> type.equals(DataTypes.BooleanType) || type instanceof NullType,
        "BOOLEAN");
  }

  private void value(String key, String sql, DataType wanted) {
    // What a strict cast refuses, such as a number as a date, has no value that would be right.
    expression(key, sql, false, type -> Cast.canAnsiCast(type, wanted), wanted.sql());
  }

  private void expression(
      String key, String sql, boolean aggregate, Predicate<DataType> fits, String wanted) {
    List<String> missing = new ArrayList<>(SqlExpressions.referencedColumns(sql));
    missing.removeIf(known::contains);
    if (!missing.isEmpty()) {
      missing.forEach(c -> unknown.computeIfAbsent(c, none -> new ArrayList<>()).add(key));
      return;
    }
    try {
      Dataset<Row> result =
          aggregate ? dump.agg(functions.expr(sql)) : dump.select(functions.expr(sql));
      DataType type = result.schema().fields()[0].dataType();
      if (!fits.test(type)) {
        wrong(key, "gives " + type.sql() + ", but " + wanted + " is needed; cast it");
      }
      if (!isSteady(result)) {
        wrong(key, "may answer differently each time; the same dump must always give the same");
      }
    } catch (Exception e) {
      // Spark's AnalysisException: checked, but not declared by its Scala code.
      if (!(e instanceof SparkThrowable thrown)) {
        throw e;
      }
      wrong(
          key,
          "MISSING_GROUP_BY".equals(thrown.getCondition())
              ? "uses a column outside an aggregate; write a condition over the whole dump, such as"
                  + " `count_if(not (…)) = 0`"
              : "Spark cannot work with it: " + SqlExpressions.shortReason(e.getMessage()));
    }
  }

  private static boolean isSteady(Dataset<Row> result) {
    return asJava(result.queryExecution().analyzed().expressions()).stream()
        .allMatch(Expression::deterministic);
  }

  private void reportUnknownColumns() {
    unknown.forEach(
        (column, keys) -> {
          String elsewhere = keys.size() == 1 ? "" : " (also in " + others(keys) + ")";
          String hint =
              Suggestion.closest(column, known)
                  .map(name -> "did you mean `" + name + "`? It has ")
                  .orElse("it has ");
          wrong(
              keys.get(0),
              "the dump has no column `"
                  + column
                  + "`"
                  + elsewhere
                  + "; "
                  + hint
                  // Without a header, these are the values of the first record.
                  + Masking.scrub(String.join(", ", dumpColumns)));
        });
  }

  private static String others(List<String> keys) {
    return String.join(", ", keys.subList(1, keys.size()));
  }

  private void wrong(String key, String what) {
    problems.add(source.definedIn() + " " + key, what);
  }
}
