package io.tributary.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.Lookup;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the ledger has to read again: orders and refunds that changed since the last time, in
 * themselves, in their lines, or in whose they are. Everything else of their customers stands in
 * the ledger's rows.
 *
 * @param keys {@code entity} (order or refund), {@code record_key}, each once. With an order are
 *     all refunds that name it, and with a refund the order that it names: whether that exists
 *     decides whose row the refund is in.
 * @param owned {@code entity}, {@code record_key}, {@code one_id} of those of them that have one
 * @param held {@code owner}, {@code entity}, {@code record_key}: whose rows may have them so far,
 *     or will; repeats itself
 */
record ChangedRecords(Dataset<Row> keys, Dataset<Row> owned, Dataset<Row> held) {
  private static final String ORDER = "order";
  private static final String REFUND = "refund";

  /**
   * Compares with the versions of the inputs that were taken in the last time.
   *
   * @param last the last time's state
   */
  static ChangedRecords since(JobState last, LedgerInputs inputs) {
    return new Search(inputs, last).find();
  }

  /** {@code order_id}, each once. */
  Dataset<Row> orderIds() {
    return keys.where(col("entity").equalTo(ORDER)).select(col("record_key").as("order_id"));
  }

  /** {@code refund_id}, each once. */
  Dataset<Row> refundIds() {
    return keys.where(col("entity").equalTo(REFUND)).select(col("record_key").as("refund_id"));
  }

  /** Looks for them. */
  private static final class Search {
    private final LedgerInputs inputs;
    private final JobState last;

    /** Asked once: Delta runs a query or two to find where a feed begins. */
    private final Dataset<Row> changedRecords;

    Search(LedgerInputs inputs, JobState last) {
      this.inputs = inputs;
      this.last = last;
      this.changedRecords = changed(LedgerInputs.RECORDS).select("entity", "record_key", "one_id");
    }

    ChangedRecords find() {
      Lake lake = inputs.lake();
      // Kept on a small night, too, for several queries ask for them.
      Dataset<Row> kept = lake.keep("ledger_keys", keys());
      Dataset<Row> keys = Lookup.of(kept, kept.count());
      Dataset<Row> owned =
          lake.keep(
              "ledger_owned",
              inputs
                  .records()
                  .where(col("entity").isin(ORDER, REFUND))
                  .join(keys, new String[] {"record_key", "entity"}, "left_semi")
                  .select("entity", "record_key", "one_id"));
      Dataset<Row> held =
          owned
              .unionByName(changedOwners())
              .select(col("one_id").as("owner"), col("entity"), col("record_key"))
              .unionByName(keys.select(alone().as("owner"), col("entity"), col("record_key")));
      return new ChangedRecords(keys, owned, held);
    }

    private Dataset<Row> keys() {
      Dataset<Row> refunds = changed(LedgerInputs.REFUNDS).select("refund_id", "order_id");
      Dataset<Row> owners = changedOwners();
      Dataset<Row> orderIds =
          changed(LedgerInputs.ORDERS)
              .select("order_id")
              .unionByName(changed(LedgerInputs.LINES).select("order_id"))
              .unionByName(refunds.select("order_id"))
              .unionByName(keysOf(owners, ORDER, "order_id"));
      Dataset<Row> refundIds =
          refunds.select("refund_id").unionByName(keysOf(owners, REFUND, "refund_id"));
      if (inputs.excludedMembers().isPresent()) {
        Dataset<Row> judged = rowsJudgedAgain();
        orderIds = orderIds.unionByName(each(judged, "order_id"));
        refundIds = refundIds.unionByName(each(judged, "refund_id"));
      }
      Dataset<Row> named =
          inputs
              .refunds()
              .join(refundIds.distinct(), new String[] {"refund_id"}, "left_semi")
              .select("order_id");
      Dataset<Row> orders =
          inputs
              .lake()
              .keep(
                  "ledger_orders",
                  orderIds.unionByName(named).where(col("order_id").isNotNull()).distinct());
      Dataset<Row> naming =
          inputs.refunds().join(orders, new String[] {"order_id"}, "left_semi").select("refund_id");
      return orders
          .select(lit(ORDER).as("entity"), col("order_id").as("record_key"))
          .unionByName(
              refundIds
                  .unionByName(naming)
                  .distinct()
                  .select(lit(REFUND).as("entity"), col("refund_id").as("record_key")));
    }

    /** Rows of customers of whom {@code exclude.customers} may say something else now. */
    private Dataset<Row> rowsJudgedAgain() {
      Dataset<Row> members =
          changed(LedgerInputs.MEMBERS).select(col("member_id").as("record_key")).distinct();
      Dataset<Row> owners =
          inputs
              .records()
              .where("entity = 'member'")
              .join(members, new String[] {"record_key"}, "left_semi")
              .select("one_id")
              .unionByName(changedRecords.where("entity = 'member'").select("one_id"))
              .distinct();
      return inputs
          .lake()
          .read(LedgerTable.NAME)
          .select("one_id", "order_id", "refund_id")
          .join(owners, new String[] {"one_id"}, "left_semi");
    }

    /** Whose orders and refunds were and are, where that changed. */
    private Dataset<Row> changedOwners() {
      return changedRecords.where(col("entity").isin(ORDER, REFUND));
    }

    private Dataset<Row> changed(String table) {
      return inputs.changedAfter(table, last.versionRead(table));
    }

    private static Dataset<Row> keysOf(Dataset<Row> records, String entity, String name) {
      return records.where(col("entity").equalTo(entity)).select(col("record_key").as(name));
    }

    private static Dataset<Row> each(Dataset<Row> rows, String column) {
      return rows.select(explode(col(column)).as(column));
    }

    /** The owner of an order or a refund that nobody is known for. */
    private static Column alone() {
      return when(col("entity").equalTo(ORDER), OrderFacts.orderAlone(col("record_key")))
          .otherwise(OrderFacts.refundAlone(col("record_key")));
    }
  }
}
