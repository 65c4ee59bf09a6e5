package io.tributary.customer;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.pipeline.Contracts;
import io.tributary.tag.BehaviourFacts;
import io.tributary.workspace.Tag.Of;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The channel on which each customer is most likely to respond, by {@link ChannelResponse}, of
 * those on which they can be reached; empty where there is none. Of somebody who was never
 * contacted nothing is known but what others do.
 */
final class PreferredChannel {
  private static final String COLUMN = "preferred_channel";

  private PreferredChannel() {}

  /** Adds the column to customers; reads touches and orders. */
  static Dataset<Row> add(Dataset<Row> customers, Lake lake, LocalDate date) {
    if (!lake.has("clean_touch")) {
      return customers.withColumn(COLUMN, lit(null).cast("string"));
    }
    Dataset<Row> touches = TouchResponses.mature(BehaviourFacts.of(Of.TOUCH, lake, date), date);
    Dataset<Row> purchases =
        lake.readOrEmpty(Contracts.table("orders"))
            .where(col("is_valid").and(col("one_id").isNotNull()));
    Dataset<Row> counts = lake.keep("touch_responses", TouchResponses.counts(touches, purchases));
    return add(customers, counts, TouchResponses.channels(counts));
  }

  /**
   * Adds the column to customers.
   *
   * @param counts as {@link TouchResponses} gives them
   */
  static Dataset<Row> add(
      Dataset<Row> customers, Dataset<Row> counts, List<ChannelResponse> channels) {
    if (channels.isEmpty()) {
      return customers.withColumn(COLUMN, lit(null).cast("string"));
    }
    List<Column> sums = new ArrayList<>();
    List<Column> rates = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      Column isThis = col("channel").equalTo(channels.get(i).channel());
      sums.add(sum(when(isThis, col("touches"))).as(touches(i)));
      sums.add(sum(when(isThis, col("responses"))).as(responses(i)));
      rates.add(rate(channels.get(i), i));
    }
    Dataset<Row> perPerson =
        counts
            .groupBy("one_id")
            .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
    Column best = rates.size() == 1 ? rates.get(0) : greatest(rates.toArray(Column[]::new));
    Column preferred = lit(null).cast("string");
    // From the last to the first: of equal rates the first name counts.
    for (int i = channels.size() - 1; i >= 0; i--) {
      preferred = when(rates.get(i).equalTo(best), channels.get(i).channel()).otherwise(preferred);
    }
    Column[] columns = new Column[customers.columns().length + 1];
    for (int i = 0; i < columns.length - 1; i++) {
      columns[i] = col("`" + customers.columns()[i] + "`");
    }
    columns[columns.length - 1] = preferred.as(COLUMN);
    return customers.join(perPerson, new String[] {"one_id"}, "left_outer").select(columns);
  }

  private static String touches(int channel) {
    return "_touches_" + channel;
  }

  private static String responses(int channel) {
    return "_responses_" + channel;
  }

  /** What is to be expected on a channel; null where it does not reach the person. */
  private static Column rate(ChannelResponse channel, int place) {
    Column touches = coalesce(col(touches(place)), lit(0));
    Column responses = coalesce(col(responses(place)), lit(0));
    Column rate =
        responses
            .plus(channel.strength() * channel.mean())
            .divide(touches.plus(channel.strength()));
    Column isReached = reach(channel.channel()).map(name -> col(name)).orElse(touches.gt(0));
    return when(isReached, rate);
  }

  /** The column that says whom a channel reaches; of other channels, such as push, nobody knows. */
  private static Optional<String> reach(String channel) {
    String name = channel.toLowerCase(Locale.ROOT);
    if (name.startsWith("wechat") || name.startsWith("wecom") || name.startsWith("mini_program")) {
      return Optional.of("reach_wechat");
    }
    return switch (name) {
      case "sms", "mms", "phone", "call" -> Optional.of("reach_phone");
      case "email" -> Optional.of("reach_email");
      default -> Optional.empty();
    };
  }
}
