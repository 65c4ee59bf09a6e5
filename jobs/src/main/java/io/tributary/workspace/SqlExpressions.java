package io.tributary.workspace;

import static scala.jdk.javaapi.CollectionConverters.asJava;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.parser.ParseException;
import scala.collection.immutable.Seq;

/** Looks into Spark SQL expressions without a session: Spark's own parser, nothing analysed. */
public final class SqlExpressions {
  private static final CatalystSqlParser PARSER = new CatalystSqlParser();

  private SqlExpressions() {}

  /**
   * The columns that an expression refers to, as they are written, in order. Of a nested field, the
   * column that holds it.
   *
   * @throws IllegalArgumentException with a sentence for the user, if it cannot be parsed
   */
  public static Set<String> referencedColumns(String sql) {
    Set<String> columns = new LinkedHashSet<>();
    collectColumns(parse(sql), Set.of(), columns);
    return columns;
  }

  private static void collectColumns(
      Expression expression, Set<String> lambdaArguments, Set<String> columns) {
    Set<String> arguments = lambdaArguments;
    if (expression instanceof UnresolvedAttribute attribute) {
      columns.add(attribute.nameParts().head());
    } else if (expression instanceof UnresolvedNamedLambdaVariable variable) {
      // The parser takes every name inside x -> … for a variable, columns of the row included.
      if (!arguments.contains(variable.nameParts().head())) {
        columns.add(variable.nameParts().head());
      }
    } else if (expression instanceof LambdaFunction lambda) {
      arguments = new HashSet<>(lambdaArguments);
      for (NamedExpression argument : asJava(lambda.arguments())) {
        arguments.add(argument.name());
      }
    }
    for (Expression child : children(expression)) {
      collectColumns(child, arguments, columns);
    }
  }

  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException with a sentence for the user, if it cannot be parsed
   */
  static Expression parse(String sql) {
    try {
      return PARSER.parseExpression(sql);
    } catch (Exception e) {
      // Scala throws the checked ParseException undeclared, so that Java cannot catch it by name.
      if (e instanceof ParseException parse) {
        throw new IllegalArgumentException("is not valid Spark SQL: " + reason(parse), e);
      }
      throw e;
    }
  }

  /** Whether the text names a Spark SQL type. */
  static boolean isType(String text) {
    try {
      PARSER.parseDataType(text);
      return true;
    } catch (Exception e) {
      if (e instanceof ParseException) {
        return false;
      }
      throw e;
    }
  }

  /** The parts of an expression. */
  static Iterable<Expression> children(Expression expression) {
    Seq<Expression> children = expression.children();
    return asJava(children);
  }

  private static String reason(ParseException e) {
    String position =
        e.start().startPosition().isEmpty()
            ? ""
            : " (line "
                + e.start().line().get()
                + ", character "
                + ((Integer) e.start().startPosition().get() + 1)
                + ")";
    return shortReason(e.getMessage()) + position;
  }

  /** The first sentence of Spark's message: no error class, SQL state, position, query or plan. */
  public static String shortReason(String message) {
    return message
        .strip()
        .replaceFirst("(?s)\\n\\s*== SQL.*|(?s);\\n.*", "")
        .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
        .replaceFirst(" ?SQLSTATE: \\w+", "")
        .replaceFirst("\\(line \\d+, pos \\d+\\)", "")
        .replaceAll("\\s+", " ")
        .replaceFirst(";? line \\d+ pos \\d+.*$", "")
        .replaceFirst("\\. [A-Z].*$", "")
        .strip()
        .replaceFirst("[.;]+$", "");
  }
}
