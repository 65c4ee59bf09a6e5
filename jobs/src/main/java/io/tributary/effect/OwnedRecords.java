package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Messages and coupons with the customer whose they are, as far as one is known. */
final class OwnedRecords {
  private OwnedRecords() {}

  /** Messages up to a date: {@code one_id, campaign, channel, status, node, cost, sent_on}. */
  static Dataset<Row> touches(Lake lake, LocalDate date) {
    return owned(lake, "touch", "touch_id")
        .withColumn("sent_on", to_date(col("sent_at")))
        .where(col("sent_on").leq(lit(Date.valueOf(date))));
  }

  /** Coupons that were used up to a date: {@code one_id, template, face_value, used_on}. */
  static Dataset<Row> usedCoupons(Lake lake, LocalDate date) {
    return owned(lake, "coupon", "coupon_id")
        .withColumn("used_on", to_date(col("used_at")))
        .where(col("used_on").leq(lit(Date.valueOf(date))));
  }

  private static Dataset<Row> owned(Lake lake, String entity, String key) {
    Dataset<Row> records =
        lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS)
            .where(col("entity").equalTo(entity))
            .select("record_key", "one_id");
    return lake.readOrEmpty(CleanTable.spec(entity))
        .where(col("gone_on").isNull())
        .withColumnRenamed(key, "record_key")
        .join(records, new String[] {"record_key"}, "inner");
  }
}
