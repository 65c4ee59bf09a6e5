package io.tributary.customer;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tributary.lake.Lookup;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of touches. A response is a click, or a purchase on the day of the touch or within
 * {@link #DAYS} days after it. To have opened a message is none: mail programmes open messages on
 * their own. A touch that failed reached nobody and is no touch.
 */
public final class TouchResponses {
  /** The column that says whether a purchase followed a touch. */
  public static final String CONVERTED = "is_converted";

  /** A purchase this many days after a touch is taken for its answer. */
  public static final int DAYS = 7;

  private static final String[] ONE_ID = {"one_id"};

  private TouchResponses() {}

  /** The touches that have had the time to be answered. */
  public static Dataset<Row> mature(Dataset<Row> touches, LocalDate date) {
    return touches.where(col("sent_on").leq(lit(Date.valueOf(date.minusDays(DAYS)))));
  }

  /**
   * One row per person and channel: {@code one_id, channel, touches, responses, conversions}:
   * conversions are the responses that are purchases.
   *
   * @param touches {@code one_id, channel, status, sent_on}
   * @param purchases {@code one_id, ordered_on}
   */
  public static Dataset<Row> counts(Dataset<Row> touches, Dataset<Row> purchases) {
    Column isResponse = col("status").equalTo("clicked").or(col(CONVERTED));
    return withConversions(touches.where(col("status").notEqual("failed")), purchases)
        .groupBy("one_id", "channel")
        .agg(
            count_if(lit(true)).as("touches"),
            count_if(isResponse).as("responses"),
            count_if(col(CONVERTED)).as("conversions"));
  }

  /**
   * Touches with {@code is_converted}: whether a purchase followed.
   *
   * @param touches {@code one_id, sent_on}
   * @param purchases {@code one_id, ordered_on}
   */
  public static Dataset<Row> withConversions(Dataset<Row> touches, Dataset<Row> purchases) {
    // Nearly everybody has bought; few of them were touched.
    Dataset<Row> bought =
        purchases
            .join(Lookup.of(touches.select("one_id").distinct()), ONE_ID, "left_semi")
            .groupBy("one_id")
            .agg(collect_set(col("ordered_on")).as("bought_on"));
    Column isAnswered =
        exists(
            col("bought_on"), day -> day.between(col("sent_on"), date_add(col("sent_on"), DAYS)));
    return touches
        .join(bought, ONE_ID, "left_outer")
        .withColumn(CONVERTED, coalesce(isAnswered, lit(false)))
        .drop("bought_on");
  }

  /**
   * Each channel as a whole, by name.
   *
   * @param counts as above
   */
  public static List<ChannelResponse> channels(Dataset<Row> counts) {
    return channels(counts, "responses");
  }

  /** The same of {@code responses} or {@code conversions}. */
  public static List<ChannelResponse> channels(Dataset<Row> counts, String answers) {
    Column touches = col("touches").cast("double");
    Column responses = col(answers).cast("double");
    return counts
        .groupBy("channel")
        .agg(
            count_if(lit(true)).as("people"),
            sum("touches"),
            sum(answers),
            sum(touches.multiply(touches)),
            sum(responses.multiply(responses).divide(touches)))
        .orderBy("channel")
        .collectAsList()
        .stream()
        .map(
            row ->
                ChannelResponse.of(
                    row.getString(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getDouble(4),
                    row.getDouble(5)))
        .toList();
  }
}
