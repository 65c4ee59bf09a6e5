package io.tributary.workspace;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.StringType;

/**
 * The member numbers that a condition names, as in {@code member_id in ('S01', 'S02')}. The tables
 * have keyed hashes, so that equality is all that can be asked of a number.
 */
public final class NamedMembers {
  /** The column that a condition may compare with texts. */
  static final String COLUMN = "member_id";

  private final Set<String> numbers = new LinkedHashSet<>();
  private boolean onlyCompared = true;

  private NamedMembers() {}

  /** The texts that a condition compares with the column. */
  public static Set<String> of(String sql) {
    return comparedIn(sql).orElse(Set.of());
  }

  /** These texts; empty if the condition does anything else with the column. */
  static Optional<Set<String>> comparedIn(String sql) {
    NamedMembers named = new NamedMembers();
    named.visit(SqlExpressions.parse(sql));
    return named.onlyCompared ? Optional.of(named.numbers) : Optional.empty();
  }

  private void visit(Expression expression) {
    if (isComparison(expression)) {
      SqlExpressions.children(expression)
          .forEach(
              child -> {
                if (child instanceof Literal literal) {
                  numbers.add(literal.value().toString());
                }
              });
      return;
    }
    onlyCompared &= !isNumber(expression);
    SqlExpressions.children(expression).forEach(this::visit);
  }

  /** Whether the column stands against texts, with {@code =}, {@code <=>} or {@code in}. */
  private static boolean isComparison(Expression expression) {
    if (!(expression instanceof EqualTo
        || expression instanceof EqualNullSafe
        || expression instanceof In)) {
      return false;
    }
    int columns = 0;
    for (Expression child : SqlExpressions.children(expression)) {
      if (isNumber(child)) {
        columns++;
      } else if (!isText(child)) {
        return false;
      }
    }
    return columns == 1;
  }

  private static boolean isNumber(Expression expression) {
    return expression instanceof UnresolvedAttribute attribute
        && attribute.nameParts().size() == 1
        && attribute.nameParts().head().equalsIgnoreCase(COLUMN);
  }

  private static boolean isText(Expression expression) {
    return expression instanceof Literal literal
        && literal.value() != null
        && literal.dataType() instanceof StringType;
  }
}
