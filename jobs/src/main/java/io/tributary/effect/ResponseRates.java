package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.customer.ChannelResponse;
import io.tributary.customer.TouchResponses;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The table {@code channel_response}: how each customer answers the messages of each channel. Rates
 * are weighed against everybody's, by {@link ChannelResponse}: nobody answers always because they
 * answered the only message that they got.
 */
final class ResponseRates {
  static final String TABLE = "channel_response";

  private ResponseRates() {}

  /**
   * The rows.
   *
   * @param counts as {@link TouchResponses} gives them, of touches that had time to be answered
   */
  static Dataset<Row> of(Dataset<Row> counts, LocalDate date) {
    return counts.select(
        col("one_id"),
        col("channel"),
        col("touches"),
        col("responses"),
        col("conversions"),
        rate(TouchResponses.channels(counts, "responses"), "responses").as("response_rate"),
        rate(TouchResponses.channels(counts, "conversions"), "conversions").as("conversion_rate"),
        lit(Date.valueOf(date)).as("as_of"));
  }

  private static Column rate(List<ChannelResponse> channels, String answers) {
    Column rate = lit(null).cast("double");
    for (ChannelResponse channel : channels) {
      Column shrunk =
          col(answers)
              .plus(channel.strength() * channel.mean())
              .divide(col("touches").plus(channel.strength()));
      rate = when(col("channel").equalTo(channel.channel()), shrunk).otherwise(rate);
    }
    return rate;
  }
}
