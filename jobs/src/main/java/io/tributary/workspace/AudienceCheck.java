package io.tributary.workspace;

import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Problems;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Tag.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Holds the audiences' expressions against the types of their columns: Spark analyses each over
 * tables without rows, so that no data is read and no job runs. That their columns exist was seen
 * when the workspace was read.
 */
public final class AudienceCheck {
  private static final Predicate<DataType> IS_CONDITION =
      type -> type instanceof BooleanType || type instanceof NullType;

  private static final Predicate<DataType> IS_ORDER =
      type ->
          type instanceof NumericType || type instanceof DateType || type instanceof TimestampType;

  private final Dataset<Row> customers;
  private final Map<Tag.Of, Dataset<Row>> facts;
  private final Problems problems = new Problems();

  private AudienceCheck(SparkSession spark, Workspace workspace) {
    String columns =
        Contracts.table("customers", workspace).columns().stream()
            .map(c -> "`" + c.name() + "` " + c.type())
            .collect(Collectors.joining(", "));
    customers = empty(spark, columns);
    facts =
        Stream.of(Tag.Of.values())
            .collect(
                Collectors.toMap(kind -> kind, kind -> empty(spark, BehaviourReader.ddl(kind))));
  }

  private static Dataset<Row> empty(SparkSession spark, String ddl) {
    return spark.createDataFrame(List.<Row>of(), StructType.fromDDL(ddl));
  }

  /**
   * Ends quietly if every expression fits.
   *
   * @param spark the session whose rules hold
   * @throws io.tributary.pipeline.UserMistake with all that do not
   */
  public static void check(SparkSession spark, Workspace workspace) {
    if (workspace.audiences().isEmpty()) {
      return;
    }
    AudienceCheck check = new AudienceCheck(spark, workspace);
    Sessions.lenient(
        spark,
        () -> {
          workspace.audiences().forEach(check::audience);
          return check;
        });
    check.problems.throwIfAny();
  }

  private void audience(Audience audience) {
    String file = audience.definedIn();
    audience
        .where()
        .ifPresent(sql -> expression(file + " where", customers, sql, IS_CONDITION, "a condition"));
    for (Behaviour behaviour : audience.behaviours()) {
      String key = behaviour.measure() == Tag.Measure.DID ? " did" : " did_not";
      Dataset<Row> rows = facts.get(behaviour.of());
      behaviour
          .where()
          .ifPresent(sql -> expression(file + key, rows, sql, IS_CONDITION, "a condition"));
    }
    audience
        .limit()
        .ifPresent(
            limit ->
                expression(
                    file + " order_by",
                    customers,
                    limit.orderBy(),
                    IS_ORDER,
                    "a number or a date"));
    audience
        .variables()
        .forEach(
            (name, sql) ->
                expression(file + " variables." + name, customers, sql, type -> true, "a value"));
  }

  private void expression(
      String place, Dataset<Row> rows, String sql, Predicate<DataType> fits, String wanted) {
    try {
      DataType type = rows.select(functions.expr(sql)).schema().fields()[0].dataType();
      if (!fits.test(type)) {
        problems.add(place, "`%s` gives %s, but %s is needed".formatted(sql, type.sql(), wanted));
      }
    } catch (Exception e) {
      // Spark's AnalysisException: checked, but not declared by its Scala code.
      if (!(e instanceof SparkThrowable)) {
        throw e;
      }
      problems.add(
          place, "Spark cannot work with it: " + SqlExpressions.shortReason(e.getMessage()));
    }
  }
}
