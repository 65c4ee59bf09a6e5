package io.tributary.effect;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The orders of a campaign's people: {@code campaign, person, is_known} and the order's columns,
 * with the person's {@code assigned_on, first_touch_on}. An order is known if one of its
 * identifiers pointed to the person already when they were assigned. Others are theirs by what
 * became known later: they do not count as a result, only as a measure of how much more of one arm
 * came to be known.
 */
final class AttributedOrders {
  private static final String FIRST_TOUCH = "first_touch_on";

  private AttributedOrders() {}

  /**
   * The orders of people within some days after their assignment.
   *
   * @param owners of people with {@code first_touch_on}
   * @param orders rows of {@link WindowOrders}
   * @param mentions {@code order_id, identifiers}: the evidence that orders bring
   */
  static Dataset<Row> of(Owners owners, Dataset<Row> orders, Dataset<Row> mentions) {
    Column day = col("ordered_on");
    List<Column> result = new ArrayList<>(List.of(col("campaign")));
    for (String column : orders.drop("one_id").columns()) {
      result.add(col(column));
    }
    result.addAll(
        List.of(
            col("owner.person"),
            col("owner.assigned_on"),
            col("owner." + FIRST_TOUCH),
            Owners.isKnown(col("owner")).as("is_known")));
    return orders
        .join(owners.customers(FIRST_TOUCH), new String[] {"one_id"}, "inner")
        .where(Owners.isAnyones(day, Column::gt))
        .join(mentions, new String[] {"order_id"}, "left_outer")
        .withColumn("owner", owners.owner(day, Column::gt, FIRST_TOUCH))
        .select(result.toArray(Column[]::new));
  }
}
