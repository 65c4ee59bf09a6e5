package io.tributary.workspace;

import static scala.jdk.javaapi.CollectionConverters.asJava;
import static scala.jdk.javaapi.CollectionConverters.asScala;

import io.tributary.config.ConfigNode;
import io.tributary.pipeline.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.internal.SQLConf$;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What type SQL expressions have over rows whose columns are known: Spark's own analysis, without a
 * session, before any data is touched. As in a night's plans of them, a cast or a division that
 * fails gives null.
 */
final class ExpressionTypes {
  static final Predicate<DataType> IS_CONDITION =
      type -> type instanceof BooleanType || type instanceof NullType;

  static final String CONDITION = "a condition";

  private static final SQLConf LENIENT = new SQLConf();

  /** Knows Spark's own functions, and no table. */
  private static final Analyzer ANALYZER =
      new Analyzer(
          new SessionCatalog(
              new InMemoryCatalog(new SparkConf(false), new Configuration(false)),
              FunctionRegistry.builtin()));

  static {
    LENIENT.setConfString("spark.sql.ansi.enabled", "false");
  }

  private final Problems problems;

  /**
   * A check.
   *
   * @param problems where it notes what does not fit
   */
  ExpressionTypes(Problems problems) {
    this.problems = problems;
  }

  /** The type of an expression; empty if it does not fit, and then a problem was noted. */
  Optional<DataType> check(
      String place, StructType row, String sql, Predicate<DataType> fits, String wanted) {
    Found found = of(row, sql, fits, wanted);
    found.problem().ifPresent(problem -> problems.add(place, problem));
    return found.type();
  }

  /** Whether a node's expression fits; if not, a problem is noted. */
  static boolean fits(
      ConfigNode node, StructType row, String sql, Predicate<DataType> fits, String wanted) {
    Optional<String> problem = of(row, sql, fits, wanted).problem();
    problem.ifPresent(node::wrong);
    return problem.isEmpty();
  }

  /** Whether a node's expression is a condition; if not, a problem is noted. */
  static boolean isCondition(ConfigNode node, StructType row, String sql) {
    return fits(node, row, sql, IS_CONDITION, CONDITION);
  }

  /** Of an expression: its type, or what is wrong with it. */
  private record Found(Optional<DataType> type, Optional<String> problem) {}

  private static Found of(StructType row, String sql, Predicate<DataType> fits, String wanted) {
    try {
      LogicalPlan plan = analysed(row, List.of(sql));
      DataType type = plan.schema().fields()[0].dataType();
      if (!isSteady(plan)) {
        return wrong("may answer differently each time; the same rows must always give the same");
      }
      return fits.test(type)
          ? new Found(Optional.of(type), Optional.empty())
          : wrong("%s gives %s, but %s is needed".formatted(quoted(sql), type.sql(), wanted));
    } catch (Exception e) {
      // Spark's AnalysisException: checked, but not declared by its Scala code.
      if (!(e instanceof SparkThrowable thrown)) {
        throw e;
      }
      return wrong(
          "MISSING_GROUP_BY".equals(thrown.getCondition())
              ? "uses a column outside an aggregate; write a condition over the whole dump, such as"
                  + " `count_if(not (…)) = 0`"
              : "Spark cannot work with it: " + SqlExpressions.shortReason(e.getMessage()));
    }
  }

  private static String quoted(String sql) {
    return sql.contains("`") ? sql : "`" + sql + "`";
  }

  private static Found wrong(String problem) {
    return new Found(Optional.empty(), Optional.of(problem));
  }

  /** The types of expressions over one row; empty if anything is wrong with any of them. */
  static Optional<List<DataType>> ofAll(StructType row, List<String> expressions) {
    if (expressions.isEmpty()) {
      return Optional.of(List.of());
    }
    try {
      LogicalPlan plan = analysed(row, expressions);
      return isSteady(plan)
          ? Optional.of(Arrays.stream(plan.schema().fields()).map(StructField::dataType).toList())
          : Optional.empty();
    } catch (Exception e) {
      // As above.
      if (!(e instanceof SparkThrowable)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isSteady(LogicalPlan plan) {
    return asJava(plan.expressions()).stream().allMatch(Expression::deterministic);
  }

  private static LogicalPlan analysed(StructType row, List<String> expressions) {
    return SQLConf$.MODULE$.withExistingConf(
        LENIENT,
        () -> {
          List<NamedExpression> columns = new ArrayList<>();
          for (String sql : expressions) {
            columns.add(new UnresolvedAlias(SqlExpressions.parse(sql), scala.Option.empty()));
          }
          return ANALYZER.executeAndCheck(
              new Project(asScala(columns).toSeq(), LocalRelation$.MODULE$.apply(row)),
              new QueryPlanningTracker(scala.Option.empty()));
        });
  }
}
