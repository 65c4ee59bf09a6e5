package io.tributary.journey;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Journey;
import io.tributary.workspace.Journey.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What has become of people since their anchors: all that exits and conditions of steps ask. */
final class Facts {
  private final List<Journey> journeys;

  Facts(List<Journey> journeys) {
    this.journeys = journeys;
  }

  /**
   * Adds {@code bought, responded} and {@code exits}, none of them null.
   *
   * @param ways {@code journey, one_id, person, anchor_on}
   * @param customers rows of {@code customers}
   * @param responses rows of {@link Responses}
   * @param waiting the days with an order that waits for its payment: {@code person, anchor_on,
   *     waits}
   */
  Dataset<Row> add(
      Dataset<Row> ways, Dataset<Row> customers, Dataset<Row> responses, Dataset<Row> waiting) {
    List<Column> asked = new ArrayList<>();
    asked.add(col("one_id").as("person"));
    asked.add(col("last_purchase_on"));
    for (int i = 0; i < journeys.size(); i++) {
      Column leaves = journeys.get(i).exit().where().map(sql -> expr(sql)).orElse(lit(false));
      asked.add(coalesce(leaves, lit(false)).as(leaves(i)));
    }
    return ways.join(
            customers.select(asked.toArray(Column[]::new)), new String[] {"person"}, "left_outer")
        .join(responses, new String[] {"journey", "one_id", "anchor_on"}, "left_outer")
        .join(waiting, new String[] {"person", "anchor_on"}, "left_outer")
        .withColumn("bought", coalesce(bought(), lit(false)))
        .withColumn(
            "responded",
            coalesce(
                col("answered").or(col("last_purchase_on").geq(col("touched_on"))), lit(false)))
        .withColumn("exits", coalesce(exits(), lit(false)))
        .drop(added());
  }

  private static String leaves(int journey) {
    return "_leaves_" + journey;
  }

  private String[] added() {
    List<String> names =
        new ArrayList<>(List.of("last_purchase_on", "answered", "touched_on", "waits"));
    for (int i = 0; i < journeys.size(); i++) {
      names.add(leaves(i));
    }
    return names.toArray(String[]::new);
  }

  /** On the anchor's day or later; after it, where the anchor is itself a purchase. */
  private Column bought() {
    Object[] afterPurchases =
        journeys.stream().filter(j -> j.anchor().kind().isPurchase()).map(Journey::name).toArray();
    return when(col("journey").isin(afterPurchases), col("last_purchase_on").gt(col("anchor_on")))
        .otherwise(col("last_purchase_on").geq(col("anchor_on")));
  }

  private Column exits() {
    Column exits = lit(false);
    for (int i = 0; i < journeys.size(); i++) {
      Journey.Exit exit = journeys.get(i).exit();
      Column any = col(leaves(i));
      any = exit.bought() ? any.or(col("bought")) : any;
      any = exit.responded() ? any.or(col("responded")) : any;
      // Whoever cancelled the order, or paid for it, is not reminded of it.
      any =
          journeys.get(i).anchor().kind() == Kind.UNPAID_ORDER
              ? any.or(col("waits").isNull())
              : any;
      exits = when(col("journey").equalTo(journeys.get(i).name()), any).otherwise(exits);
    }
    return exits;
  }
}
