package io.tributary.audience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tributary.customer.TouchResponses;
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
   * Channels that are given up for a person, who never responded to any of so many touches: {@code
   * one_id}, {@code given_up}.
   *
   * @param touches {@code one_id, channel, status, sent_on}
   * @param purchases {@code one_id, ordered_on}
   */
  static Dataset<Row> givenUp(Dataset<Row> touches, Dataset<Row> purchases, List<Fatigue> bounds) {
    Column isTooMuch = lit(false);
    for (Fatigue bound : bounds) {
      isTooMuch =
          isTooMuch.or(
              col("channel").equalTo(bound.channel()).and(col("touches").geq(bound.touches())));
    }
    // What they answered is looked up for those alone whom it may concern.
    Dataset<Row> oftenTouched =
        touches
            .where(col("status").notEqual("failed"))
            .groupBy("one_id", "channel")
            .agg(count_if(lit(true)).as("touches"))
            .where(isTooMuch)
            .select("one_id", "channel");
    Dataset<Row> theirs =
        touches.join(oftenTouched, new String[] {"one_id", "channel"}, "left_semi");
    return TouchResponses.counts(theirs, purchases)
        .where(col("responses").equalTo(0))
        .groupBy("one_id")
        .agg(collect_set(col("channel")).as("given_up"));
  }
}
