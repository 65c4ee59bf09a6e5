package io.tributary.customer;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Settings.ConsentDefault;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What customers said last about being contacted, channel by channel. */
public final class Consents {
  private Consents() {}

  /**
   * Channels that a person {@code allowed} and {@code refused} last, a row per {@code one_id}; of
   * two statements at once, the refusal counts. Unsubscribing from a message refuses its channel as
   * of when it was sent, for a touch has no other time.
   *
   * @param consents rows of {@code clean_consent}
   * @param touches rows of {@code clean_touch}
   * @param records rows of {@code customer_records}
   */
  public static Dataset<Row> of(
      Dataset<Row> consents, Dataset<Row> touches, Dataset<Row> records, LocalDate date) {
    Dataset<Row> said =
        consents
            .where(col("gone_on").isNull())
            .select(
                lit("consent").as("entity"),
                col("record_key"),
                col("channel"),
                col("granted"),
                col("at"));
    Dataset<Row> unsubscribed =
        touches
            .where(col("gone_on").isNull().and(col("status").equalTo("unsubscribed")))
            .select(
                lit("touch").as("entity"),
                col("touch_id").as("record_key"),
                col("channel"),
                lit(false).as("granted"),
                col("sent_at").as("at"));
    Dataset<Row> newest =
        said.unionByName(unsubscribed)
            .where(to_date(col("at")).leq(lit(Date.valueOf(date))))
            .join(
                records.where(col("entity").isin("consent", "touch")),
                new String[] {"entity", "record_key"},
                "inner")
            .groupBy("one_id", "channel")
            .agg(expr("max_by(granted, struct(at, not granted))").as("granted"));
    return newest
        .groupBy("one_id")
        .agg(
            collect_set(when(col("granted"), col("channel"))).as("allowed"),
            collect_set(when(not(col("granted")), col("channel"))).as("refused"));
  }

  /** Whether a channel is allowed; who said nothing about it has said what is given. */
  public static Column allowed(String channel, ConsentDefault otherwise) {
    boolean isAllowed = otherwise == ConsentDefault.ALLOW;
    Column said =
        isAllowed
            ? not(array_contains(col("refused"), channel))
            : array_contains(col("allowed"), channel);
    return coalesce(said, lit(isAllowed));
  }

  /** Whether a channel was refused in so many words. */
  public static Column refused(String channel) {
    return coalesce(array_contains(col("refused"), channel), lit(false));
  }
}
