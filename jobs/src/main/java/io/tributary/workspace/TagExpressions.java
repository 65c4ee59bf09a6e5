package io.tributary.workspace;

import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.pipeline.Contract;
import io.tributary.pipeline.Contracts;
import io.tributary.workspace.Tag.Of;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the expressions of tags against the columns that they may look at, before any data is
 * touched. Types are only known to Spark, when the night puts the expressions into a plan.
 */
final class TagExpressions {
  /** What tags see of a customer beside the columns of the table. */
  private static final List<String> OF_CUSTOMERS =
      List.of(
          "latitude", "longitude", "rfm_recency_mean", "rfm_frequency_mean", "rfm_monetary_mean");

  private static final List<String> OF_PURCHASES =
      List.of(
          "one_id",
          "ordered_on",
          "days_ago",
          "channel",
          "store_id",
          "quantity",
          "net",
          "purchase_cycle_days");

  private static final List<String> OF_EVENTS =
      List.of("one_id", "record_key", "identifiers", "occurred_on", "days_ago");

  private static final List<String> OF_TOUCHES =
      List.of("one_id", "record_key", "identifiers", "sent_on", "days_ago", "is_converted");

  private final Set<String> tags;

  /**
   * The expressions of one workspace.
   *
   * @param tags the names of all its tags
   */
  TagExpressions(Set<String> tags) {
    this.tags = tags;
  }

  /** Whether a name is taken by a column that every workspace has. */
  static boolean isTaken(String name) {
    return customers().contains(name);
  }

  /** Reads an expression over a customer; empty if it is wrong, and then a problem was noted. */
  Optional<String> overCustomers(ConfigNode node) {
    Set<String> known = customers();
    known.addAll(tags);
    return known(node, "a customer", known);
  }

  /** Reads an expression over what customers did; empty if it is wrong, and noted. */
  static Optional<String> over(Of facts, ConfigNode node) {
    return switch (facts) {
      case PURCHASE -> known(node, "a purchase", columns("product", OF_PURCHASES));
      case EVENT -> known(node, "an event", columns("event", OF_EVENTS));
      case TOUCH -> known(node, "a touch", columns("touch", OF_TOUCHES));
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

  private static Set<String> columns(String entity, List<String> added) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    EntityCatalog.standard().get(entity).columns().forEach(column -> names.add(column.name()));
    // Events and touches go by their record_key.
    names.remove("event_id");
    names.remove("touch_id");
    names.addAll(added);
    return names;
  }
}
