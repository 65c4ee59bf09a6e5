package io.tributary.effect;

import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Settings.Namespace;
import java.util.Collection;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose an order is for a campaign: {@code campaign, person, order_id, is_known}, and the order's
 * columns. It is known if one of its identifiers pointed to the person already when they were
 * assigned. Others are theirs by what became known later: they do not count as a result, only as a
 * measure of how much more of one arm came to be known.
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
   * @param people rows of {@code campaign_people} with {@code one_id}, who the person is today, and
   *     {@code longest}, the days
   * @param orders rows of {@link WindowOrders}
   * @param mentions {@code order_id, identifiers}: the evidence that orders bring
   */
  static Dataset<Row> of(
      Dataset<Row> people,
      Dataset<Row> orders,
      Dataset<Row> mentions,
      Collection<Namespace> namespaces) {
    Dataset<Row> theirs =
        orders
            .join(
                people.select(
                    "campaign", "person", "assigned_on", "one_id", "longest", "identifiers"),
                new String[] {"one_id"},
                "inner")
            .where(
                col("ordered_on")
                    .gt(col("assigned_on"))
                    .and(col("ordered_on").leq(date_add(col("assigned_on"), col("longest")))));
    Column common = array_intersect(col("identifiers"), col("order_identifiers"));
    Dataset<Row> ranked =
        theirs
            .join(
                mentions.select(col("order_id"), col("identifiers").as("order_identifiers")),
                new String[] {"order_id"},
                "left_outer")
            .withColumn("rank", rank(common, namespaces))
            .select("campaign", "person", "assigned_on", "order_id", "rank");
    Dataset<Row> decided =
        ranked
            .groupBy("campaign", "order_id")
            .agg(
                min_by(col("person"), struct("rank", "assigned_on", "person")).as("person"),
                bool_or(col("rank").lt(UNKNOWN)).as("is_known"));
    return decided.join(orders.drop("one_id"), new String[] {"order_id"}, "inner");
  }

  /** The priority of the strongest identifier in common. */
  private static Column rank(Column common, Collection<Namespace> namespaces) {
    Column rank = lit(UNKNOWN);
    for (Namespace namespace :
        namespaces.stream()
            .sorted(java.util.Comparator.comparing(Namespace::priority).reversed())
            .toList()) {
      Column hasOne =
          exists(common, i -> i.getField("namespace").equalTo(lit(namespace.name())));
      rank = when(hasOne, lit(namespace.priority())).otherwise(rank);
    }
    return rank;
  }
}
