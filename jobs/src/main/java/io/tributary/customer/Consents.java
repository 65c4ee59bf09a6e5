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
   * two statements at once, the refusal counts.
   *
   * @param consents rows of {@code clean_consent}
   * @param records rows of {@code customer_records}
   */
  public static Dataset<Row> of(Dataset<Row> consents, Dataset<Row> records, LocalDate date) {
    Dataset<Row> newest =
        consents
            .where(col("gone_on").isNull().and(to_date(col("at")).leq(lit(Date.valueOf(date)))))
            .join(
                records.where(col("entity").equalTo("consent")),
                new String[] {"record_key"},
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
