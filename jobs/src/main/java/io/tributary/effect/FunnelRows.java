package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.statistics.WilsonInterval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of {@code campaign_funnel}: of the people who were assigned, how many came how far. A
 * message that was clicked was opened, and one that was opened was delivered, even if no system
 * said so. Who bought after a message did not buy because of it: {@code campaign_effect} is about
 * that.
 */
final class FunnelRows {
  static final String TABLE = "campaign_funnel";

  /** Events in their order, and the states of a message that prove them. */
  private static final Map<String, List<String>> STATES = states();

  private FunnelRows() {}

  private static Map<String, List<String>> states() {
    Map<String, List<String>> states = new LinkedHashMap<>();
    states.put("sent", List.of("sent", "delivered", "opened", "clicked", "unsubscribed", "failed"));
    states.put("delivered", List.of("delivered", "opened", "clicked", "unsubscribed"));
    states.put("opened", List.of("opened", "clicked"));
    states.put("clicked", List.of("clicked"));
    states.put("unsubscribed", List.of("unsubscribed"));
    return states;
  }

  /**
   * The rows.
   *
   * @param messages rows of {@link CampaignTouches}
   * @param outcomes rows of {@link Outcomes} of the window of conversion
   */
  static TableRows of(Dataset<Row> messages, Dataset<Row> outcomes, LocalDate date) {
    Dataset<Row> results =
        outcomes.select(
            col("campaign"),
            col("person"),
            col("arm"),
            col("redeemed"),
            col("converted").equalTo(1).as("bought"));
    Map<List<String>, Row> arms = new TreeMap<>(FunnelRows::compare);
    for (Row row :
        counted(results.withColumn("all", lit("all")), List.of("all", "all"), List.of())) {
      arms.put(List.of(row.getString(0), row.getString(1)), row);
    }
    TableRows rows = new TableRows(Contracts.table(TABLE), date);
    List<Row> places =
        counted(
            reached(messages).join(results, new String[] {"person", "campaign"}, "inner"),
            List.of("step", "channel"),
            List.copyOf(STATES.keySet()));
    arms.forEach((key, arm) -> addArm(rows, key, arm, places));
    return rows;
  }

  private static int compare(List<String> one, List<String> other) {
    int first = one.get(0).compareTo(other.get(0));
    return first != 0 ? first : one.get(1).compareTo(other.get(1));
  }

  /** How far each person came by each step and channel. */
  private static Dataset<Row> reached(Dataset<Row> messages) {
    List<Column> events = new ArrayList<>();
    STATES.forEach(
        (event, states) ->
            events.add(
                max(when(col("status").isin(states.toArray()), true).otherwise(false)).as(event)));
    return CampaignTouches.withTotals(messages)
        .groupBy("person", "campaign", "step", "channel")
        .agg(events.get(0), events.subList(1, events.size()).toArray(Column[]::new));
  }

  /** By campaign, arm and the given columns: people, and of them those with each event. */
  private static List<Row> counted(Dataset<Row> people, List<String> places, List<String> events) {
    List<Column> counts = new ArrayList<>();
    events.forEach(event -> counts.add(count_if(col(event)).as(event)));
    counts.add(count_if(col("redeemed")).as("redeemed"));
    counts.add(count_if(col("bought")).as("bought"));
    return people
        .groupBy(
            col("campaign"), col("arm"), col(places.get(0)).as("a"), col(places.get(1)).as("b"))
        .agg(count_if(lit(true)).as("people"), counts.toArray(Column[]::new))
        .orderBy("campaign", "arm", "a", "b")
        .collectAsList();
  }

  private static void addArm(TableRows rows, List<String> key, Row arm, List<Row> places) {
    long assigned = arm.getAs("people");
    add(rows, key, "all", "all", "assigned", assigned, assigned);
    boolean isReached = false;
    for (Row place : places) {
      if (place.getString(0).equals(key.get(0)) && place.getString(1).equals(key.get(1))) {
        String step = place.getString(2);
        String channel = place.getString(3);
        for (String event : STATES.keySet()) {
          add(rows, key, step, channel, event, place.getAs(event), assigned);
        }
        if (!step.equals("all")) {
          add(rows, key, step, channel, "redeemed", place.getAs("redeemed"), assigned);
          add(rows, key, step, channel, "bought", place.getAs("bought"), assigned);
        }
        isReached = true;
      }
    }
    if (!isReached) {
      STATES.keySet().forEach(event -> add(rows, key, "all", "all", event, 0, assigned));
    }
    add(rows, key, "all", "all", "redeemed", arm.getAs("redeemed"), assigned);
    add(rows, key, "all", "all", "bought", arm.getAs("bought"), assigned);
  }

  private static void add(
      TableRows rows,
      List<String> key,
      String step,
      String channel,
      String event,
      long people,
      long assigned) {
    WilsonInterval interval = WilsonInterval.of(people, assigned);
    rows.next()
        .set("campaign", key.get(0))
        .set("step", step)
        .set("channel", channel)
        .set("arm", key.get(1))
        .set("event", event)
        .set("people", people)
        .set("assigned", assigned)
        .share("rate", people, assigned)
        .set("rate_low", interval.low())
        .set("rate_high", interval.high())
        .add();
  }
}
