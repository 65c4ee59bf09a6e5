package io.tributary.audience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tributary.workspace.Settings.Cap;
import io.tributary.workspace.Settings.Fatigue;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often people were contacted. A delivery of ours comes back as a touch when it was sent: per
 * person, channel and cap, the larger of both numbers counts, not their sum. A touch that failed
 * reached nobody.
 */
final class Contacts {
  private Contacts() {}

  /**
   * One row per person who was contacted: {@code one_id}, and {@code contacts}, a number per cap.
   *
   * @param touches {@code one_id, channel, status, days_ago}
   * @param deliveries {@code one_id, channel, days_ago}: of earlier nights
   * @param caps at least one
   */
  static Dataset<Row> of(Dataset<Row> touches, Dataset<Row> deliveries, List<Cap> caps) {
    Dataset<Row> all =
        touches
            .where(col("status").notEqual("failed"))
            .select(col("one_id"), col("channel"), col("days_ago"), lit(true).as("is_touch"))
            .unionByName(
                deliveries.select(
                    col("one_id"), col("channel"), col("days_ago"), lit(false).as("is_touch")));
    List<Column> byChannel = new ArrayList<>();
    List<Column> perPerson = new ArrayList<>();
    for (int i = 0; i < caps.size(); i++) {
      Cap cap = caps.get(i);
      Column isWithin = col("days_ago").lt(cap.per().getDays());
      if (!cap.channel().equals("any")) {
        isWithin = isWithin.and(col("channel").equalTo(cap.channel()));
      }
      Column touched = count_if(isWithin.and(col("is_touch")));
      Column delivered = count_if(isWithin.and(col("is_touch").equalTo(false)));
      byChannel.add(greatest(touched, delivered).as("cap_" + i));
      perPerson.add(sum(col("cap_" + i)).cast("int").as("cap_" + i));
    }
    Column[] counts = new Column[caps.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = col("cap_" + i);
    }
    return all.groupBy("one_id", "channel")
        .agg(byChannel.get(0), byChannel.subList(1, byChannel.size()).toArray(Column[]::new))
        .groupBy("one_id")
        .agg(perPerson.get(0), perPerson.subList(1, perPerson.size()).toArray(Column[]::new))
        .select(col("one_id"), array(counts).as("contacts"));
  }

  /**
   * How many touches each person had on each channel, if none led to anything: {@code one_id,
   * channel, touches}. A click led to something, and so did a purchase within {@code days} days.
   *
   * @param touches {@code one_id, channel, status, sent_on}
   * @param purchases {@code one_id, ordered_on}
   */
  static Dataset<Row> inVain(Dataset<Row> touches, Dataset<Row> purchases, int days) {
    Dataset<Row> bought =
        purchases.select("one_id", "ordered_on").distinct().withColumnRenamed("one_id", "buyer");
    Dataset<Row> sent = touches.where(col("status").notEqual("failed"));
    Dataset<Row> followed =
        sent.join(
                bought,
                col("one_id")
                    .equalTo(col("buyer"))
                    .and(col("ordered_on").between(col("sent_on"), date_add(col("sent_on"), days))),
                "left_semi")
            .select("one_id", "channel")
            .distinct()
            .withColumn("led", lit(true));
    return sent.groupBy("one_id", "channel")
        .agg(
            count_if(lit(true)).as("touches"),
            count_if(col("status").equalTo("clicked")).as("clicks"))
        .join(followed, Names.of("one_id", "channel"), "left_outer")
        .where(col("clicks").equalTo(0).and(coalesce(col("led"), lit(false)).equalTo(false)))
        .select("one_id", "channel", "touches");
  }

  /**
   * Channels that are given up for a person: {@code one_id}, {@code given_up}.
   *
   * @param inVain as {@link #inVain} gives them
   */
  static Dataset<Row> givenUp(Dataset<Row> inVain, List<Fatigue> bounds) {
    Column isTooMuch = lit(false);
    for (Fatigue bound : bounds) {
      isTooMuch =
          isTooMuch.or(
              col("channel").equalTo(bound.channel()).and(col("touches").geq(bound.touches())));
    }
    return inVain
        .where(isTooMuch)
        .groupBy("one_id")
        .agg(collect_set(col("channel")).as("given_up"));
  }
}
