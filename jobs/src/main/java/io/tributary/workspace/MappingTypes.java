package io.tributary.workspace;

import io.tributary.config.ConfigNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The expressions of a mapping file, analysed as the file is read. A dump is text, whatever its
 * columns are: what an expression gives is known before there is any dump, and whether the dump has
 * the columns is left to {@link MappingCheck}.
 */
final class MappingTypes {
  /** What an expression may use beside the dump's own columns. */
  static final StructType ADDED =
      new StructType()
          .add("_file", DataTypes.StringType)
          .add("_row", DataTypes.LongType)
          .add("_dump_date", DataTypes.DateType);

  private MappingTypes() {}

  /** Reads an expression whose value can become a type; empty if it is wrong, and noted. */
  static Optional<String> value(ConfigNode node, DataType wanted) {
    // What a strict cast refuses, such as a number as a date, has no value that would be right.
    return ExpressionRules.rowExpression(node)
        .filter(sql -> fits(node, sql, type -> Cast.canAnsiCast(type, wanted), wanted.sql()));
  }

  /** Reads a condition over one row; empty if it is wrong, and noted. */
  static Optional<String> condition(ConfigNode node) {
    return ExpressionRules.rowExpression(node).filter(sql -> isCondition(node, sql));
  }

  /** Reads a condition over all rows of a dump; empty if it is wrong, and noted. */
  static Optional<String> dumpCondition(ConfigNode node) {
    return ExpressionRules.dumpCondition(node).filter(sql -> isCondition(node, sql));
  }

  private static boolean isCondition(ConfigNode node, String sql) {
    return fits(node, sql, ExpressionTypes.IS_CONDITION, ExpressionTypes.CONDITION);
  }

  private static boolean fits(
      ConfigNode node, String sql, Predicate<DataType> fits, String wanted) {
    Optional<String> problem = ExpressionTypes.of(dump(sql), sql, fits, wanted).problem();
    problem.ifPresent(node::wrong);
    return problem.isEmpty();
  }

  /** The smallest dump that has all that an expression refers to. */
  private static StructType dump(String sql) {
    StructType dump = ADDED;
    TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(List.of(ADDED.fieldNames()));
    for (String column : SqlExpressions.referencedColumns(sql)) {
      dump = known.add(column) ? dump.add(column, DataTypes.StringType) : dump;
    }
    return dump;
  }
}
