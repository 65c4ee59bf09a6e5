package io.tributary.effect;

import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose an order is for a campaign: {@code campaign, person, is_known} and the order's columns,
 * with the person's {@code assigned_on, first_touch_on}. It is known if one of its identifiers
 * pointed to the person already when they were assigned. Others are theirs by what became known
 * later: they do not count as a result, only as a measure of how much more of one arm came to be
 * known.
 *
 * <p>Two people of a campaign who were merged since are one customer: the strongest identifier that
 * was known decides whose of them the order is, else the earlier assignment.
 */
final class AttributedOrders {
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private AttributedOrders() {}

  /**
   * The orders of people within some days after their assignment.
   *
   * @param people rows of {@code campaign_people} with {@code one_id}, who the person is today,
   *     {@code longest}, the days, and {@code first_touch_on}
   * @param orders rows of {@link WindowOrders}
   * @param mentions {@code order_id, identifiers}: the evidence that orders bring
   */
  static Dataset<Row> of(
      Dataset<Row> people,
      Dataset<Row> orders,
      Dataset<Row> mentions,
      Collection<Namespace> namespaces) {
    Column common = array_intersect(col("identifiers"), col("order_identifiers"));
    Dataset<Row> ranked =
        orders
            .join(
                people.select(
                    "campaign",
                    "person",
                    "assigned_on",
                    "first_touch_on",
                    "one_id",
                    "longest",
                    "identifiers"),
                new String[] {"one_id"},
                "inner")
            .where(
                col("ordered_on")
                    .gt(col("assigned_on"))
                    .and(col("ordered_on").leq(date_add(col("assigned_on"), col("longest")))))
            .join(
                mentions.select(col("order_id"), col("identifiers").as("order_identifiers")),
                new String[] {"order_id"},
                "left_outer")
            .withColumn("rank", rank(common, namespaces));
    // All columns of an order go by its id: to group by them spares a second look at the ledger.
    List<Column> order = new ArrayList<>(List.of(col("campaign")));
    for (String column : orders.drop("one_id").columns()) {
      order.add(col(column));
    }
    List<Column> result = new ArrayList<>(order);
    result.addAll(
        List.of(
            col("first.person"),
            col("first.assigned_on"),
            col("first.first_touch_on"),
            col("is_known")));
    return ranked
        .groupBy(order.toArray(Column[]::new))
        .agg(
            min_by(
                    struct("person", "assigned_on", "first_touch_on"),
                    struct("rank", "assigned_on", "person"))
                .as("first"),
            bool_or(col("rank").lt(UNKNOWN)).as("is_known"))
        .select(result.toArray(Column[]::new));
  }

  /** The priority of the strongest identifier in common. */
  private static Column rank(Column common, Collection<Namespace> namespaces) {
    List<Column> entries = new ArrayList<>();
    for (Namespace namespace : namespaces) {
      entries.add(lit(namespace.name()));
      entries.add(lit(namespace.priority()));
    }
    Column priorities = map(entries.toArray(Column[]::new));
    return coalesce(
        array_min(transform(common, i -> element_at(priorities, i.getField("namespace")))),
        lit(UNKNOWN));
  }
}
