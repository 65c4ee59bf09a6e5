package io.tributary.workspace;

import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Reads the SQL of audiences and journeys over the columns of {@code customers}: these must exist,
 * and what it gives must have the type that is needed. What is wrong is noted, and the result
 * empty.
 */
final class CustomerExpressions {
  private static final Predicate<DataType> IS_ORDER =
      type ->
          type instanceof NumericType || type instanceof DateType || type instanceof TimestampType;

  /** Of a line of a delivery; no column of customers. */
  private static final String ARM = "arm";

  private final Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Optional<StructType> types;

  /**
   * The expressions of one workspace.
   *
   * @param columns of {@code customers}, tags included
   * @param types theirs; empty where not every tag could be read, and then nothing is said of types
   */
  CustomerExpressions(Collection<String> columns, Optional<StructType> types) {
    this.columns.addAll(columns);
    this.types = types;
  }

  /** A condition. */
  Optional<String> condition(ConfigNode node) {
    return node.text()
        .flatMap(sql -> read(node, sql, ExpressionTypes.IS_CONDITION, ExpressionTypes.CONDITION));
  }

  /** What people can be ordered by; a part of the node's text. */
  Optional<String> order(ConfigNode node, String sql) {
    return read(node, sql, IS_ORDER, "a number or a date");
  }

  /** What a message says about its receiver: any value; it may go by the arm. */
  Optional<String> variable(ConfigNode node) {
    List<String> known = new ArrayList<>(columns);
    known.add(ARM);
    Optional<StructType> line = types.map(row -> row.add(ARM, DataTypes.StringType));
    return node.text()
        .flatMap(
            sql -> new CustomerExpressions(known, line).read(node, sql, type -> true, "a value"));
  }

  private Optional<String> read(
      ConfigNode node, String text, Predicate<DataType> fits, String wanted) {
    return ExpressionRules.rowExpression(node, text)
        .filter(sql -> knowsColumns(node, sql, columns))
        .filter(
            sql ->
                types.map(row -> ExpressionTypes.fits(node, row, sql, fits, wanted)).orElse(true));
  }

  static boolean knowsColumns(ConfigNode node, String sql, Collection<String> known) {
    List<String> unknown = new ArrayList<>(SqlExpressions.referencedColumns(sql));
    unknown.removeIf(known::contains);
    unknown.forEach(
        column ->
            node.wrong("unknown column `" + column + "`; " + Suggestion.among(column, known)));
    return unknown.isEmpty();
  }
}
