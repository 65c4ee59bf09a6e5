package io.tributary.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_extract;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables that the ledger is made of, as they stand.
 *
 * @param excludedMembers whom {@code exclude.customers} leaves out
 * @param excludedOrders {@code exclude.orders}
 */
record LedgerInputs(
    Lake lake, Optional<ExcludedMembers> excludedMembers, Optional<String> excludedOrders) {
  static final String ORDERS = CleanTable.name("order");
  static final String LINES = CleanTable.name("order_line");
  static final String REFUNDS = CleanTable.name("refund");
  static final String MEMBERS = CleanTable.name("member");
  static final String RECORDS = IdentityTables.CUSTOMER_RECORDS.name();

  /** All of them; what changes in them changes the ledger. */
  static final List<String> TABLES = List.of(ORDERS, LINES, REFUNDS, MEMBERS, RECORDS);

  Dataset<Row> records() {
    return lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS);
  }

  Dataset<Row> orders() {
    return present("order");
  }

  Dataset<Row> lines() {
    return present("order_line");
  }

  Dataset<Row> refunds() {
    return present("refund");
  }

  private Dataset<Row> present(String entity) {
    return lake.readOrEmpty(CleanTable.spec(entity)).where(col("gone_on").isNull());
  }

  /** Rows as they were or are that changed after a version; all rows if it is empty. */
  Dataset<Row> changedAfter(String table, Optional<Long> version) {
    if (!lake.has(table)) {
      return lake.empty(
          table.equals(RECORDS)
              ? IdentityTables.CUSTOMER_RECORDS
              : CleanTable.spec(table.substring("clean_".length())));
    }
    if (version.isEmpty()) {
      return lake.read(table);
    }
    return version.get() == lake.version(table)
        ? lake.read(table).limit(0)
        : lake.changesAfter(table, version.get());
  }

  /** The facts of everybody. */
  OrderFacts all() {
    return facts(orders(), lines(), refunds(), records());
  }

  /**
   * The orders and refunds of some owners, and perhaps a few orders of others: {@code entity,
   * record_key, one_id}, each record once. Of others' orders, {@code one_id} may be missing.
   *
   * @param owners {@code owner}, each once
   */
  Dataset<Row> recordsOf(Dataset<Row> owners) {
    Dataset<Row> theirs =
        records()
            .where(col("entity").isin("order", "refund"))
            .join(owners.toDF("one_id"), new String[] {"one_id"}, "left_semi")
            .select("entity", "record_key", "one_id")
            .unionByName(
                owners
                    .where(col("owner").rlike("^(order|refund):"))
                    .select(
                        regexp_extract(col("owner"), "^(order|refund):", 1).as("entity"),
                        regexp_extract(col("owner"), "^(?:order|refund):(.*)$", 1).as("record_key"),
                        lit(null).cast("string").as("one_id")));
    // The order that one of their refunds names may be somebody else's: it has to be known that it
    // exists.
    Dataset<Row> named =
        refunds()
            .join(keys(theirs, "refund", "refund_id"), new String[] {"refund_id"}, "left_semi")
            .where(col("order_id").isNotNull())
            .select(
                lit("order").as("entity"),
                col("order_id").as("record_key"),
                lit(null).cast("string").as("one_id"));
    return theirs
        .unionByName(named)
        .groupBy("record_key", "entity")
        .agg(max("one_id").as("one_id"));
  }

  /**
   * The facts of some records.
   *
   * @param theirs as {@link #recordsOf} gives them
   */
  OrderFacts of(Dataset<Row> theirs) {
    Dataset<Row> orderIds = keys(theirs, "order", "order_id");
    Dataset<Row> refundIds = keys(theirs, "refund", "refund_id");
    Dataset<Row> theirRefunds =
        refunds()
            .join(orderIds.withColumn("_a", lit(true)), new String[] {"order_id"}, "left_outer")
            .join(refundIds.withColumn("_b", lit(true)), new String[] {"refund_id"}, "left_outer")
            .where("_a or _b")
            .drop("_a", "_b");
    return facts(
        orders().join(orderIds, new String[] {"order_id"}, "left_semi"),
        lines().join(orderIds, new String[] {"order_id"}, "left_semi"),
        theirRefunds,
        theirs);
  }

  private static Dataset<Row> keys(Dataset<Row> records, String entity, String name) {
    return records.where(col("entity").equalTo(entity)).select(col("record_key").as(name));
  }

  private OrderFacts facts(
      Dataset<Row> orders, Dataset<Row> lines, Dataset<Row> refunds, Dataset<Row> records) {
    Optional<Dataset<Row>> excluded =
        excludedMembers.map(
            members ->
                members
                    .among(lake.readOrEmpty(CleanTable.spec("member")))
                    .join(
                        records().where(col("entity").equalTo("member")),
                        new String[] {"record_key"},
                        "inner")
                    .select("one_id")
                    .distinct());
    return new OrderFacts(orders, lines, refunds, records, excluded, excludedOrders);
  }
}
