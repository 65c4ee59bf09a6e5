package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tributary.lake.Lake;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The identifiers that tell who somebody is, for those who ask how people are reached. */
public final class UsableIdentifiers {
  private UsableIdentifiers() {}

  /**
   * A row per usable identifier that was seen by a date: the columns of {@code identifiers}, and
   * {@code is_current}: whether the value is theirs to this day, and not somebody else's by now.
   */
  public static Dataset<Row> of(Lake lake, LocalDate date) {
    Dataset<Row> identifiers = lake.readOrEmpty(IdentityTables.IDENTIFIERS);
    // Most values never change hands: only the few that did are looked up.
    Dataset<Row> newest =
        lake.lookup(
            "newest_tenures",
            identifiers
                .where(col("tenure").gt(1))
                .groupBy("key", "namespace")
                .agg(max("tenure").as("newest_tenure")));
    return identifiers
        .where(
            col("status")
                .equalTo(IdentityTables.USABLE)
                .and(col("one_id").isNotNull())
                .and(col("first_seen_on").leq(lit(Date.valueOf(date)))))
        .join(newest, new String[] {"key", "namespace"}, "left_outer")
        .withColumn(
            "is_current", coalesce(col("newest_tenure"), col("tenure")).equalTo(col("tenure")))
        .drop("newest_tenure");
  }
}
