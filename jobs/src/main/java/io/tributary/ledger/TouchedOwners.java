package io.tributary.ledger;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.JobState;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose ledger rows may differ from those of the last time: owners of orders, lines and refunds
 * that changed, and of records that changed hands, before and after.
 *
 * @param last with the versions of the inputs that were taken in the last time
 */
record TouchedOwners(LedgerInputs inputs, JobState last) {
  /**
   * {@code owner}, each once; a record that is among them alone has its present owner there, too.
   */
  Dataset<Row> find() {
    Dataset<Row> changedOrders = changed(LedgerInputs.ORDERS).select("order_id").distinct();
    Dataset<Row> changedRefunds = changed(LedgerInputs.REFUNDS).select("refund_id", "order_id");
    Dataset<Row> orderIds =
        changedOrders
            .unionByName(changed(LedgerInputs.LINES).select("order_id"))
            .unionByName(changedRefunds.select("order_id"))
            .where(col("order_id").isNotNull());
    // A refund is its customer's own until its order is delivered, and again when that is gone.
    Dataset<Row> refundIds =
        inputs
            .refunds()
            .join(changedOrders, new String[] {"order_id"}, "left_semi")
            .select("refund_id")
            .unionByName(changedRefunds.select("refund_id"));
    Dataset<Row> keys = keys(orderIds, "order").unionByName(keys(refundIds, "refund"));
    if (inputs.excludedMembers().isPresent()) {
      keys = keys.unionByName(keys(changed(LedgerInputs.MEMBERS).select("member_id"), "member"));
    }
    return ownersOf(keys.distinct())
        .unionByName(changedRecords())
        .where(col("owner").isNotNull())
        .distinct();
  }

  private static Dataset<Row> keys(Dataset<Row> named, String entity) {
    return named.toDF("record_key").select(lit(entity).as("entity"), col("record_key"));
  }

  /** Who has them now, and the records alone. */
  private Dataset<Row> ownersOf(Dataset<Row> keys) {
    return inputs
        .records()
        .join(keys, new String[] {"record_key", "entity"}, "left_semi")
        .select(col("one_id").as("owner"))
        .unionByName(keys.select(alone().as("owner")));
  }

  /** Before and after: who had the record, and the record alone if nobody had. */
  private Dataset<Row> changedRecords() {
    return changed(LedgerInputs.RECORDS)
        .where(col("entity").isin("order", "refund", "member"))
        .select(explode(array(col("one_id"), alone())).as("owner"));
  }

  /** The owner of an order or a refund that nobody is known for; null of other records. */
  private static Column alone() {
    return when(col("entity").equalTo("order"), OrderFacts.orderAlone(col("record_key")))
        .when(col("entity").equalTo("refund"), OrderFacts.refundAlone(col("record_key")));
  }

  private Dataset<Row> changed(String table) {
    return inputs.changedAfter(table, last.versionRead(table));
  }
}
