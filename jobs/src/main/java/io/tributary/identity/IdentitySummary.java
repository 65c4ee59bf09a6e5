package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The row of {@code identity_summary} for one night. */
final class IdentitySummary {
  static final String TABLE = "identity_summary";

  private IdentitySummary() {}

  /** Sums up what the tables hold after a night. */
  static Dataset<Row> of(
      Dataset<Row> identifiers,
      Dataset<Row> records,
      Dataset<Row> conflicts,
      Dataset<Row> history,
      LocalDate date) {
    Dataset<Row> ofIdentifiers =
        identifiers
            .groupBy("one_id")
            .agg(
                count(lit(1)).as("n"),
                count_if(col("status").equalTo(IdentityTables.SHARED)).as("shared"),
                count_if(col("status").equalTo(IdentityTables.BLOCKED)).as("blocked"))
            .agg(
                coalesce(sum("n"), lit(0L)).as("identifiers"),
                count("one_id").as("customers"),
                coalesce(sum("shared"), lit(0L)).as("shared_identifiers"),
                coalesce(sum("blocked"), lit(0L)).as("blocked_identifiers"),
                coalesce(max(when(col("one_id").isNotNull(), col("n"))), lit(0L))
                    .as("largest_customer"));
    Dataset<Row> events =
        history
            .where(col("on").equalTo(lit(Date.valueOf(date))))
            .agg(
                count_if(col("event").equalTo(IdHistory.MERGED)).as("merged"),
                count_if(col("event").equalTo(IdHistory.SPLIT)).as("split"));
    return ofIdentifiers
        .crossJoin(events)
        .crossJoin(records.agg(count(lit(1)).as("records")))
        .crossJoin(conflicts.agg(count(lit(1)).as("refused_links")))
        .withColumn("as_of", lit(Date.valueOf(date)));
  }

  /**
   * The row of a night that left everybody who they were: the newest one again, under its date.
   * None if that night has its row, or if there was no night before.
   */
  static Dataset<Row> repeated(Dataset<Row> summaries, LocalDate date) {
    Column day = lit(Date.valueOf(date));
    return summaries
        .orderBy(col("as_of").desc())
        .limit(1)
        .where(col("as_of").lt(day))
        .withColumn("as_of", day)
        .withColumn("merged", lit(0L))
        .withColumn("split", lit(0L));
  }

  /** How many customers the newest night left; 0 before the first. */
  static long lastCustomers(Dataset<Row> summaries) {
    return summaries
        .agg(coalesce(max_by(col("customers"), col("as_of")), lit(0L)))
        .head()
        .getLong(0);
  }
}
