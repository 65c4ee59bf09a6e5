package io.tributary.ledger;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
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

  /** With {@code is_excluded}, whether {@code exclude.orders} leaves the order out. */
  private Dataset<Row> orders() {
    Dataset<Row> orders = present("order");
    Column isExcluded =
        excludedOrders
            .map(sql -> coalesce(expr(sql).cast("boolean"), lit(false)))
            .orElse(lit(false));
    return Sessions.lenient(
        orders.sparkSession(),
        () ->
            orders.select(
                col("order_id"),
                col("ordered_at"),
                col("channel"),
                col("store_id"),
                col("status"),
                col("gross_amount"),
                col("discount_amount"),
                col("paid_amount"),
                isExcluded.as("is_excluded")));
  }

  private Dataset<Row> lines() {
    return present("order_line").select("order_id", "line_key", "sku", "quantity", "line_amount");
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

  /** The facts of orders and refunds that changed; their owners may have others. */
  OrderFacts of(ChangedRecords changed) {
    Dataset<Row> orderIds = changed.orderIds();
    return facts(
        kept("orders", orders().join(orderIds, new String[] {"order_id"}, "left_semi")),
        kept("lines", lines().join(orderIds, new String[] {"order_id"}, "left_semi")),
        refunds().join(changed.refundIds(), new String[] {"refund_id"}, "left_semi"),
        changed.owned());
  }

  private Dataset<Row> kept(String name, Dataset<Row> rows) {
    return lake.keep("ledger_changed_" + name, rows);
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
    return new OrderFacts(orders, lines, refunds, records, excluded);
  }
}
