package io.tributary.workspace;

import io.tributary.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The expressions of one mapping file, analysed when it was read. A dump is text, whatever its
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

  /** An expression that was read, and what is asked of its type. */
  private record Asked(ConfigNode node, String sql, Predicate<DataType> fits, String wanted) {}

  private final List<Asked> ofRows = new ArrayList<>();
  private final List<Asked> ofDumps = new ArrayList<>();

  /** Reads an expression whose value can become a type; empty if it is wrong, and noted. */
  Optional<String> value(ConfigNode node, DataType wanted) {
    // What a strict cast refuses, such as a number as a date, has no value that would be right.
    Predicate<DataType> fits = type -> Cast.canAnsiCast(type, wanted);
    Optional<String> sql = ExpressionRules.rowExpression(node);
    sql.ifPresent(text -> ofRows.add(new Asked(node, text, fits, wanted.sql())));
    return sql;
  }

  /** Reads a condition over one row; empty if it is wrong, and noted. */
  Optional<String> condition(ConfigNode node) {
    Optional<String> sql = ExpressionRules.rowExpression(node);
    sql.ifPresent(text -> ofRows.add(condition(node, text)));
    return sql;
  }

  /** Reads a condition over all rows of a dump; empty if it is wrong, and noted. */
  Optional<String> dumpCondition(ConfigNode node) {
    Optional<String> sql = ExpressionRules.dumpCondition(node);
    sql.ifPresent(text -> ofDumps.add(condition(node, text)));
    return sql;
  }

  private static Asked condition(ConfigNode node, String sql) {
    return new Asked(node, sql, ExpressionTypes.IS_CONDITION, ExpressionTypes.CONDITION);
  }

  /** Notes what is wrong with the types of all that was read of the file. */
  void check() {
    check(ofRows);
    check(ofDumps);
  }

  /** Many take Spark little longer than one, so each is only looked at where any is wrong. */
  private static void check(List<Asked> all) {
    List<String> sql = all.stream().map(Asked::sql).toList();
    List<DataType> types = ExpressionTypes.ofAll(dump(sql), sql).orElse(List.of());
    boolean allFit = types.size() == all.size();
    for (int i = 0; allFit && i < all.size(); i++) {
      allFit = all.get(i).fits().test(types.get(i));
    }
    if (!allFit) {
      all.forEach(MappingTypes::checkAlone);
    }
  }

  private static void checkAlone(Asked asked) {
    ExpressionTypes.fits(
        asked.node(), dump(List.of(asked.sql())), asked.sql(), asked.fits(), asked.wanted());
  }

  /** The smallest dump that has all that expressions refer to. */
  private static StructType dump(List<String> expressions) {
    StructType dump = ADDED;
    TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(List.of(ADDED.fieldNames()));
    for (String sql : expressions) {
      for (String column : SqlExpressions.referencedColumns(sql)) {
        dump = known.add(column) ? dump.add(column, DataTypes.StringType) : dump;
      }
    }
    return dump;
  }
}
