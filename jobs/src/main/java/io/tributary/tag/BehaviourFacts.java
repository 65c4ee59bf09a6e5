package io.tributary.tag;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.workspace.Tag.Of;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What customers did up to a date, as conditions of tags and audiences look at it: rows with {@code
 * one_id} and {@code days_ago}.
 */
public final class BehaviourFacts {
  private BehaviourFacts() {}

  /** Lines of valid orders, events or touches. */
  public static Dataset<Row> of(Of kind, Lake lake, LocalDate date) {
    return switch (kind) {
      case PURCHASE ->
          PurchaseLines.of(
              lake.read(LedgerTable.NAME),
              Codes.read(lake),
              lake.readOrEmpty(CleanTable.spec("product")),
              date);
      case EVENT -> records(lake, "event", "event_id", "occurred_at", "occurred_on", date);
      case TOUCH -> records(lake, "touch", "touch_id", "sent_at", "sent_on", date);
    };
  }

  private static Dataset<Row> records(
      Lake lake, String entity, String key, String moment, String day, LocalDate until) {
    Column date = lit(Date.valueOf(until));
    return lake.readOrEmpty(CleanTable.spec(entity))
        .where(col("gone_on").isNull())
        .withColumn(day, to_date(col(moment)))
        .where(col(day).leq(date))
        .withColumn("days_ago", datediff(date, col(day)))
        .withColumnRenamed(key, "record_key")
        .join(
            lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS).where(col("entity").equalTo(entity)),
            new String[] {"record_key"},
            "inner");
  }
}
