package io.tributary.workspace;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;

/**
 * What the expressions of a workspace may do: look at one row, or at all rows of one dump, and give
 * the same answer whenever they are asked again.
 */
final class ExpressionRules {
  private static final Set<String> CLOCKS =
      Set.of(
          "current_date", "curdate", "current_time", "current_timestamp", "localtimestamp", "now");

  /** Functions whose answer depends on chance, on the run or on the machine. */
  private static final Set<String> UNSTEADY =
      Set.of(
          "current_catalog",
          "current_database",
          "current_schema",
          "current_user",
          "input_file_block_length",
          "input_file_block_start",
          "input_file_name",
          "java_method",
          "monotonically_increasing_id",
          "rand",
          "randn",
          "random",
          "randstr",
          "reflect",
          "session_user",
          "shuffle",
          "spark_partition_id",
          "try_reflect",
          "uniform",
          "user",
          "uuid");

  private ExpressionRules() {}

  /** Reads an expression over one row; empty if it is wrong, and then a problem was noted. */
  static Optional<String> rowExpression(ConfigNode node) {
    return node.text().flatMap(sql -> rowExpression(node, sql));
  }

  /** Takes a part of a node's text as an expression over one row; empty if it is wrong. */
  static Optional<String> rowExpression(ConfigNode node, String sql) {
    return Optional.of(sql).filter(text -> note(node, rowProblems(text)));
  }

  /** Reads a condition over all rows of a dump; empty if it is wrong, and noted. */
  static Optional<String> dumpCondition(ConfigNode node) {
    return node.text().filter(sql -> note(node, dumpProblems(sql)));
  }

  private static boolean note(ConfigNode node, List<String> problems) {
    problems.forEach(node::wrong);
    return problems.isEmpty();
  }

  private static List<String> rowProblems(String sql) {
    Findings findings = new Findings();
    Optional<String> syntax = findings.inspect(sql);
    if (syntax.isPresent()) {
      return List.of(syntax.get());
    }
    for (String aggregate : findings.aggregates) {
      findings.problems.add(
          "`"
              + aggregate
              + "` looks at many rows, but a mapping sees one row at a time;"
              + " use functions of a single row");
    }
    if (findings.hasStar && findings.aggregates.isEmpty()) {
      findings.problems.add("`*` is not possible in a mapping; name the columns");
    }
    return findings.problems;
  }

  private static List<String> dumpProblems(String sql) {
    Findings findings = new Findings();
    Optional<String> syntax = findings.inspect(sql);
    if (syntax.isPresent()) {
      return List.of(syntax.get());
    }
    if (findings.problems.isEmpty() && findings.aggregates.isEmpty()) {
      findings.problems.add(
          "a check says something about the dump as a whole, with an aggregate, such as"
              + " `count(*) filter (where not ("
              + sql.strip()
              + ")) = 0`");
    }
    return findings.problems;
  }

  /** One walk through an expression. */
  private static final class Findings {
    private final List<String> problems = new ArrayList<>();
    private final Set<String> aggregates = new TreeSet<>();
    private boolean hasStar;

    /** Fills the findings; the result is a problem of syntax, if there is one. */
    Optional<String> inspect(String sql) {
      try {
        visit(SqlExpressions.parse(sql));
        return Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.of(e.getMessage());
      }
    }

    private void visit(Expression expression) {
      if (expression instanceof SubqueryExpression) {
        problems.add(
            "holds a sub-query; an expression sees only its own dump: map the other data as a"
                + " source of its own");
        return;
      }
      if (expression instanceof WindowExpression
          || expression instanceof UnresolvedWindowExpression) {
        problems.add("holds a window (over …), but a mapping sees one row at a time; leave it out");
        return;
      }
      if (expression instanceof UnresolvedFunction function) {
        visitFunction(function);
      } else if (expression instanceof UnresolvedAttribute attribute
          && attribute.nameParts().size() == 1
          && CLOCKS.contains(attribute.name().toLowerCase(Locale.ROOT))) {
        // Without parentheses the parser takes these for columns, until none has that name.
        clock(attribute.name());
      }
      hasStar |= expression instanceof Star;
      SqlExpressions.children(expression).forEach(this::visit);
    }

    private void visitFunction(UnresolvedFunction function) {
      String name = function.nameParts().last().toLowerCase(Locale.ROOT);
      boolean clock =
          CLOCKS.contains(name) || name.equals("unix_timestamp") && function.arguments().isEmpty();
      if (clock) {
        clock(name);
      } else if (UNSTEADY.contains(name)) {
        problems.add(
            "`"
                + name
                + "` may answer differently each time, but the same dump must always give"
                + " the same rows; derive the value from the row's columns");
      } else {
        Optional<ExpressionInfo> info = info(name);
        if (info.isEmpty()) {
          problems.add("unknown function `" + name + "`" + closest(name));
        } else if (info.get().getGroup().equals("agg_funcs")) {
          aggregates.add(name);
        } else if (info.get().getGroup().equals("generator_funcs")) {
          problems.add("`" + name + "` makes several rows of one; take one element instead");
        } else if (info.get().getGroup().equals("window_funcs")) {
          problems.add("`" + name + "` compares rows, but a mapping sees one row at a time");
        }
      }
    }

    private void clock(String name) {
      problems.add(
          "`"
              + name
              + "` answers differently each day, but the same dump must always give the"
              + " same rows; use `_dump_date`");
    }
  }

  private static Optional<ExpressionInfo> info(String function) {
    scala.Option<ExpressionInfo> info =
        FunctionRegistry.builtin().lookupFunction(new FunctionIdentifier(function));
    return info.isEmpty() ? Optional.empty() : Optional.of(info.get());
  }

  private static String closest(String function) {
    Set<String> known = new TreeSet<>();
    asJava(FunctionRegistry.functionSet()).forEach(f -> known.add(f.funcName()));
    return Suggestion.closest(function, known)
        .map(name -> "; did you mean `" + name + "`?")
        .orElse("; write one of Spark SQL's own");
  }
}
