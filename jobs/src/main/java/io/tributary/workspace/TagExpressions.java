package io.tributary.workspace;

import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.customer.InternalColumns;
import io.tributary.journey.JourneyNight;
import io.tributary.pipeline.Contract;
import io.tributary.pipeline.Contracts;
import io.tributary.workspace.Tag.Of;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the expressions of tags against the names of the columns that they may look at; {@link
 * TagTypes} looks at types, once all tags are known.
 */
final class TagExpressions {
  /** What tags see of a customer beside the columns of the table; all of them double. */
  static final List<String> OF_CUSTOMERS =
      List.of(
          "latitude",
          "longitude",
          "rfm_recency_mean",
          "rfm_frequency_mean",
          "rfm_monetary_mean",
          "usual_cycle_days");

  /** What tags see of a purchase beside its own columns: its customer's cycle. */
  static final String CYCLE = "purchase_cycle_days";

  /** What tags see of a touch beside its own columns: whether a purchase followed. */
  static final String CONVERTED = "is_converted";

  /** What audiences put beside the columns of a customer: a line's own columns, and due steps. */
  private static final List<String> OF_AUDIENCES =
      List.of("audience", "delivery", "arm", JourneyNight.DUE_STEPS);

  private final Set<String> tags;

  /**
   * The expressions of one workspace.
   *
   * @param tags the names of all its tags
   */
  TagExpressions(Set<String> tags) {
    this.tags = tags;
  }

  /** Whether a name is taken by a column that every workspace has, published or not. */
  static boolean isTaken(String name) {
    return customers().contains(name)
        || InternalColumns.ALL.stream().anyMatch(column -> column.name().equals(name))
        || OF_AUDIENCES.contains(name);
  }

  /** Reads an expression over a customer; empty if it is wrong, and then a problem was noted. */
  Optional<String> overCustomers(ConfigNode node) {
    Set<String> known = customers();
    known.addAll(tags);
    return known(node, "a customer", known);
  }

  /** Reads an expression over what customers did; empty if it is wrong, and noted. */
  static Optional<String> over(Of facts, ConfigNode node) {
    Set<String> columns = BehaviourReader.columns(facts);
    return switch (facts) {
      case PURCHASE -> {
        columns.add(CYCLE);
        yield known(node, "a purchase", columns);
      }
      case EVENT -> known(node, "an event", columns);
      case TOUCH -> {
        columns.add(CONVERTED);
        yield known(node, "a touch", columns);
      }
    };
  }

  private static Optional<String> known(ConfigNode node, String row, Set<String> known) {
    Optional<String> sql = ExpressionRules.rowExpression(node);
    for (String column : sql.map(SqlExpressions::referencedColumns).orElse(Set.of())) {
      if (!known.contains(column)) {
        node.wrong(
            "%s has no column `%s`; %s".formatted(row, column, Suggestion.among(column, known)));
      }
    }
    return sql;
  }

  private static Set<String> customers() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Contracts.contract("customers").columns().stream()
        .map(Contract.Column::name)
        .forEach(names::add);
    names.addAll(OF_CUSTOMERS);
    return names;
  }
}
