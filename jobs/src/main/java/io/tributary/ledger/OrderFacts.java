package io.tributary.ledger;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.tributary.pipeline.Sessions;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Orders, lines, refunds and who they belong to, packed owner by owner for {@link LedgerFold}. An
 * order that names a refund keeps it, whoever the refund says it belongs to; a refund whose order
 * was never delivered counts against its customer, as one that names none.
 *
 * @param orders rows of {@code clean_order} that are not gone; {@code lines} and {@code refunds}
 *     likewise, of all these orders
 * @param records rows of {@code customer_records}
 * @param excluded {@code one_id} of the customers that {@code exclude.customers} leaves out, each
 *     once; empty where nobody is
 * @param excludedOrders {@code exclude.orders}
 */
record OrderFacts(
    Dataset<Row> orders,
    Dataset<Row> lines,
    Dataset<Row> refunds,
    Dataset<Row> records,
    Optional<Dataset<Row>> excluded,
    Optional<String> excludedOrders) {

  /** The owner of an order that nobody is known for. */
  static Column orderAlone(Column orderId) {
    return concat(lit("order:"), orderId);
  }

  /** The owner of a refund that neither an order nor a customer is known for. */
  static Column refundAlone(Column refundId) {
    return concat(lit("refund:"), refundId);
  }

  /**
   * One row per owner.
   *
   * @return {@code owner, one_id, excluded}, {@code orders} as {@link PackedOrder} reads them, and
   *     {@code loose}: refunds that name no order
   */
  Dataset<Row> packed(Codes codes) {
    Dataset<Row> refundRows = refundRows(codes);
    Dataset<Row> isOrder = orders.select(col("order_id"), lit(true).as("is_order"));
    Dataset<Row> placed =
        refundRows
            .join(isOrder, LedgerInputs.names("order_id"), "left_outer")
            .withColumn("order_id", when(col("is_order"), col("order_id")));
    Dataset<Row> facts =
        orderRows(codes)
            .join(packedLines(codes), LedgerInputs.names("order_id"), "left_outer")
            .join(packedRefunds(placed), LedgerInputs.names("order_id"), "left_outer")
            .join(recordsOf("order", "order_id"), LedgerInputs.names("order_id"), "left_outer")
            .select(
                coalesce(col("one_id"), orderAlone(col("order_id"))).as("owner"),
                col("one_id"),
                packedOrder().as("packed"),
                lit(null).cast(REFUND).as("loose"))
            .unionByName(looseRefunds(placed));
    Dataset<Row> owners =
        facts
            .groupBy("owner")
            .agg(
                first("one_id", true).as("one_id"),
                collect_list("packed").as("orders"),
                collect_list("loose").as("loose"));
    return withExcluded(owners).select("owner", "one_id", "excluded", "orders", "loose");
  }

  private static final String REFUND =
      "struct<at: bigint, refund_id: string, day: int, amount: bigint, line_key: string, product:"
          + " int>";

  private Dataset<Row> orderRows(Codes codes) {
    Column isExcluded =
        excludedOrders
            .map(sql -> coalesce(expr(sql).cast("boolean"), lit(false)))
            .orElse(lit(false));
    Dataset<Row> judged =
        Sessions.lenient(
            orders.sparkSession(), () -> orders.withColumn("_is_excluded", isExcluded));
    Column status =
        when(col("status").equalTo("paid"), LedgerTable.PAID)
            .when(col("status").equalTo("unpaid"), LedgerTable.UNPAID)
            .otherwise(LedgerTable.CANCELLED);
    Dataset<Row> rows =
        judged.select(
            col("order_id"),
            unix_micros(col("ordered_at")).as("at"),
            unix_date(to_date(col("ordered_at"))).as("day"),
            col("channel"),
            col("store_id"),
            status.plus(when(col("_is_excluded"), LedgerTable.EXCLUDED).otherwise(0)).as("status"),
            cents("gross_amount").as("gross"),
            cents("discount_amount").as("discount"),
            cents("paid_amount").as("paid"));
    return coded(coded(rows, codes, Codes.CHANNEL, "channel"), codes, Codes.STORE, "store_id");
  }

  private static Column packedOrder() {
    return struct(
        col("at"),
        col("order_id"),
        col("day"),
        col("channel_code"),
        col("store_id_code"),
        col("status"),
        col("gross"),
        col("discount"),
        col("paid"),
        col("lines"),
        col("refunds"));
  }

  private Dataset<Row> packedLines(Codes codes) {
    Dataset<Row> rows =
        lines.select(
            col("order_id"),
            col("line_key"),
            col("sku"),
            col("quantity"),
            cents("line_amount").as("amount"));
    return coded(rows, codes, Codes.PRODUCT, "sku")
        .groupBy("order_id")
        .agg(
            collect_list(struct(col("line_key"), col("sku_code"), col("quantity"), col("amount")))
                .as("lines"));
  }

  private Dataset<Row> refundRows(Codes codes) {
    Dataset<Row> rows =
        refunds.select(
            col("order_id"),
            unix_micros(col("refunded_at")).as("at"),
            col("refund_id"),
            unix_date(to_date(col("refunded_at"))).as("day"),
            cents("refund_amount").as("amount"),
            concat(lit("n"), col("line_no")).as("line_key"),
            col("sku"));
    return coded(rows, codes, Codes.PRODUCT, "sku");
  }

  private static Column packedRefund() {
    return struct(
            col("at"),
            col("refund_id"),
            col("day"),
            col("amount"),
            col("line_key"),
            col("sku_code"))
        .cast(REFUND);
  }

  private static Dataset<Row> packedRefunds(Dataset<Row> placed) {
    return placed
        .where(col("order_id").isNotNull())
        .groupBy("order_id")
        .agg(collect_list(packedRefund()).as("refunds"));
  }

  private Dataset<Row> looseRefunds(Dataset<Row> placed) {
    return placed
        .where(col("order_id").isNull())
        .join(recordsOf("refund", "refund_id"), LedgerInputs.names("refund_id"), "left_outer")
        .select(
            coalesce(col("one_id"), refundAlone(col("refund_id"))).as("owner"),
            col("one_id"),
            lit(null).cast(packedType()).as("packed"),
            packedRefund().as("loose"));
  }

  private static String packedType() {
    return "struct<at: bigint, order_id: string, day: int, channel_code: int, store_id_code: int,"
        + " status: int, gross: bigint, discount: bigint, paid: bigint, lines:"
        + " array<struct<line_key: string, sku_code: int, quantity: int, amount: bigint>>,"
        + " refunds: array<"
        + REFUND
        + ">>";
  }

  private Dataset<Row> recordsOf(String entity, String key) {
    return records
        .where(col("entity").equalTo(entity))
        .select(col("record_key").as(key), col("one_id"));
  }

  private Dataset<Row> withExcluded(Dataset<Row> owners) {
    if (excluded.isEmpty()) {
      return owners.withColumn("excluded", lit(false));
    }
    return owners.join(
        excluded.get().withColumn("excluded", lit(true)),
        LedgerInputs.names("one_id"),
        "left_outer");
  }

  private static Dataset<Row> coded(Dataset<Row> rows, Codes codes, String kind, String column) {
    Dataset<Row> table =
        codes
            .table(rows.sparkSession(), kind)
            .withColumnsRenamed(java.util.Map.of("value", column, "code", "code_found"));
    return rows.join(table, LedgerInputs.names(column), "left_outer")
        .withColumn(column + "_code", coalesce(col("code_found"), lit(Codes.UNKNOWN)))
        .drop("code_found", column);
  }

  private static Column cents(String amount) {
    return col(amount).multiply(100).cast("bigint");
  }
}
