package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Of;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a condition on what customers did: {@code {of: purchase, category: 鞋, window: 90d, count:
 * 2}}. Beside the short keys, {@code where} takes any SQL over a line, an event or a touch.
 */
final class BehaviourReader {
  private BehaviourReader() {}

  static Optional<Behaviour> read(ConfigNode node, Measure measure) {
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    Optional<Of> of = map.require("of", "of: purchase", n -> n.oneOf(Of.class));
    List<String> conditions = new ArrayList<>();
    of.ifPresent(facts -> shortKeys(map, facts, conditions));
    Optional<String> where =
        map.read(
            "where",
            n -> of.isPresent() ? condition(n, of.get()) : ExpressionRules.rowExpression(n));
    where.ifPresent(sql -> conditions.add("(" + sql + ")"));
    Optional<Integer> window = map.read("window", ConfigNode::days);
    int count = map.read("count", n -> n.integer(1, Integer.MAX_VALUE)).orElse(1);
    if (of.isPresent()) {
      map.rejectOtherKeys();
    }
    Optional<String> all =
        conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", conditions));
    Optional<String> none = Optional.empty();
    return map.isSound()
        ? Optional.of(
            new Behaviour(of.orElseThrow(), measure, all, window, count, none, none, none, none))
        : Optional.empty();
  }

  /** Reads what an event is about, {@code {event_type: view, category: 鞋}}, as SQL over it. */
  static Optional<String> eventCondition(ConfigNode node) {
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    List<String> conditions = new ArrayList<>();
    shortKeys(map, Of.EVENT, conditions);
    map.read("where", n -> condition(n, Of.EVENT))
        .ifPresent(sql -> conditions.add("(" + sql + ")"));
    map.rejectOtherKeys();
    return map.isSound()
        ? Optional.of(conditions.isEmpty() ? "true" : String.join(" and ", conditions))
        : Optional.empty();
  }

  private static void shortKeys(ConfigMap map, Of of, List<String> conditions) {
    add(map, "channel", conditions, values -> "channel in (" + values + ")");
    switch (of) {
      case PURCHASE -> {
        add(map, "sku", conditions, values -> "sku in (" + values + ")");
        // A category's name alone does not say its level: any of the three may have it.
        add(
            map,
            "category",
            conditions,
            values ->
                "(category_l1 in (%1$s) or category_l2 in (%1$s) or category_l3 in (%1$s))"
                    .formatted(values));
      }
      case EVENT -> {
        add(map, "event_type", conditions, values -> "event_type in (" + values + ")");
        add(map, "sku", conditions, values -> "sku in (" + values + ")");
        add(map, "category", conditions, values -> "category in (" + values + ")");
      }
      case TOUCH -> {
        add(map, "campaign", conditions, values -> "campaign in (" + values + ")");
        add(map, "status", conditions, values -> "status in (" + values + ")");
      }
    }
  }

  private static void add(
      ConfigMap map, String key, List<String> conditions, UnaryOperator<String> condition) {
    map.read(key, BehaviourReader::texts)
        .ifPresent(
            values ->
                conditions.add(
                    condition.apply(
                        values.stream()
                            .map(BehaviourReader::literal)
                            .collect(Collectors.joining(", ")))));
  }

  private static Optional<List<String>> texts(ConfigNode node) {
    return node.isList() ? node.list(ConfigNode::text) : node.text().map(List::of);
  }

  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static Optional<String> condition(ConfigNode node, Of of) {
    return ExpressionRules.rowExpression(node)
        .filter(sql -> CustomerExpressions.knowsColumns(node, sql, columns(of)))
        .filter(sql -> ExpressionTypes.isCondition(node, StructType.fromDDL(ddl(of)), sql));
  }

  static Set<String> columns(Of of) {
    Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    columns.addAll(List.of(StructType.fromDDL(ddl(of)).fieldNames()));
    return columns;
  }

  /** What may be asked about a line of a valid order, an event or a touch, with its type. */
  static String ddl(Of of) {
    String own =
        switch (of) {
          case PURCHASE ->
              "ordered_on date, channel string, store_id string, quantity int, "
                  + "paid decimal(18,2), net decimal(18,2)";
          case EVENT -> "occurred_on date";
          case TOUCH -> "sent_on date";
        };
    String entity =
        switch (of) {
          case PURCHASE -> "product";
          case EVENT -> "event";
          case TOUCH -> "touch";
        };
    // The key of an event or a touch goes by the name that keys of records have everywhere.
    return "one_id string, days_ago int, "
        + own
        + EntityCatalog.standard().get(entity).columns().stream()
            .map(
                c ->
                    ", `"
                        + c.name().replaceFirst("^(event|touch)_id$", "record_key")
                        + "` "
                        + c.type())
            .collect(Collectors.joining());
  }
}
