package io.tributary.ledger;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Orders, lines, refunds and who they belong to, made into ledger rows in two shuffles: the pieces
 * of each order come together ({@link OrderFold}), then the orders of each owner ({@link
 * LedgerFold}). An order that names a refund keeps it, whoever the refund says it belongs to; a
 * refund whose order was never delivered counts against its customer, as one that names none.
 *
 * @param orders rows of {@code clean_order} that are not gone; {@code lines} and {@code refunds}
 *     likewise, of all these orders
 * @param records rows of {@code customer_records}, of these orders and refunds at least
 * @param excluded {@code one_id} of the customers that {@code exclude.customers} leaves out, each
 *     once; empty where nobody is
 */
record OrderFacts(
    Dataset<Row> orders,
    Dataset<Row> lines,
    Dataset<Row> refunds,
    Dataset<Row> records,
    Optional<Dataset<Row>> excluded) {

  /** What begins the owner of an order, or of a refund, that nobody is known for. */
  static final String ORDER_ALONE = "order:";

  static final String REFUND_ALONE = "refund:";

  private static final String ORDER =
      "struct<at: bigint, day: int, channel: int, store: int, status: int, gross: bigint, discount:"
          + " bigint, paid: bigint>";
  private static final String LINE =
      "struct<line_key: string, product: int, quantity: int, amount: bigint>";
  private static final String REFUND =
      "struct<at: bigint, refund_id: string, day: int, amount: bigint, line_key: string, product:"
          + " int, one_id: string>";

  /**
   * A piece of an order: who it belongs to, the order itself, a line or a refund. {@code hash} is
   * that of {@code order_id}.
   */
  static final StructType PIECE =
      StructType.fromDDL(
          "hash bigint, order_id string, one_id string, the_order "
              + ORDER
              + ", line "
              + LINE
              + ", refund "
              + REFUND);

  /**
   * An order of an owner; or, without {@code the_order}, refunds of theirs that name none; or the
   * word that they are left out. {@code hash} is that of {@code owner}.
   */
  static final StructType OWNED =
      StructType.fromDDL(
          "hash bigint, owner string, one_id string, is_excluded boolean, order_id string, the_order "
              + ORDER
              + ", lines array<"
              + LINE
              + ">, refunds array<"
              + REFUND
              + ">");

  /**
   * The same; or an order or a refund that the owner's row must forget, since it is told again if
   * it is still theirs; or the owner's row so far.
   */
  static final StructType OWNED_BEFORE =
      OWNED
          .add("forgotten_order", "string")
          .add("forgotten_refund", "string")
          .add("before", LedgerTable.SCHEMA);

  /** The owner of an order that nobody is known for. */
  static Column orderAlone(Column orderId) {
    return concat(lit(ORDER_ALONE), orderId);
  }

  /** The owner of a refund that neither an order nor a customer is known for. */
  static Column refundAlone(Column refundId) {
    return concat(lit(REFUND_ALONE), refundId);
  }

  /** Rows of the ledger, one per owner, of whom these are all facts. */
  Dataset<Row> ledger(Codes codes) {
    Dataset<Row> owned = KeyRuns.together(owned(codes), OWNED);
    return RawRows.map(owned, LedgerTable.SCHEMA, new LedgerFold());
  }

  /**
   * Rows of the ledger, one per owner, of whom these facts are what changed.
   *
   * @param rows the rows so far of all owners that these facts, or {@code held}, name
   * @param held as {@link ChangedRecords} has it
   */
  Dataset<Row> ledger(Codes codes, Dataset<Row> rows, Dataset<Row> held) {
    Column key = col("record_key");
    Column isOrder = col("entity").equalTo("order");
    Dataset<Row> forgotten =
        held.select(
            col("owner"),
            when(isOrder, key).as("forgotten_order"),
            when(not(isOrder), key).as("forgotten_refund"));
    Dataset<Row> before = rows.select(col("owner"), struct(LedgerTable.SPEC.select()).as("before"));
    Dataset<Row> all = owned(codes).unionByName(forgotten, true).unionByName(before, true);
    return RawRows.map(KeyRuns.together(all, OWNED_BEFORE), LedgerTable.SCHEMA, new LedgerFold());
  }

  private Dataset<Row> owned(Codes codes) {
    Dataset<Row> refundRows = refundRows(codes);
    Dataset<Row> pieces =
        KeyRuns.together(
            records
                .where(col("entity").equalTo("order"))
                .select(col("record_key").as("order_id"), col("one_id"))
                .unionByName(orderRows(codes), true)
                .unionByName(lineRows(codes), true)
                .unionByName(refundRows.where(col("order_id").isNotNull()), true),
            PIECE);
    Dataset<Row> owned =
        RawRows.map(pieces, OWNED, new OrderFold())
            .drop("hash")
            .unionByName(looseRefunds(refundRows), true);
    return excluded.isPresent() ? owned.unionByName(leftOut(excluded.get()), true) : owned;
  }

  private static Dataset<Row> leftOut(Dataset<Row> excluded) {
    return excluded.select(col("one_id").as("owner"), col("one_id"), lit(true).as("is_excluded"));
  }

  private static Dataset<Row> looseRefunds(Dataset<Row> refundRows) {
    return refundRows
        .where(col("order_id").isNull())
        .select(
            coalesce(col("refund.one_id"), refundAlone(col("refund.refund_id"))).as("owner"),
            col("refund.one_id").as("one_id"),
            array(col("refund")).as("refunds"));
  }

  private Dataset<Row> orderRows(Codes codes) {
    Column status =
        when(col("status").equalTo("paid"), LedgerTable.PAID)
            .when(col("status").equalTo("unpaid"), LedgerTable.UNPAID)
            .otherwise(LedgerTable.CANCELLED);
    Dataset<Row> rows =
        coded(coded(orders, codes, Codes.CHANNEL, "channel"), codes, Codes.STORE, "store_id");
    return rows.select(
        col("order_id"),
        struct(
                unix_micros(col("ordered_at")),
                unix_date(to_date(col("ordered_at"))),
                col("channel_code"),
                col("store_id_code"),
                status.plus(when(col("is_excluded"), LedgerTable.EXCLUDED).otherwise(0)),
                cents("gross_amount"),
                cents("discount_amount"),
                cents("paid_amount"))
            .cast(ORDER)
            .as("the_order"));
  }

  private Dataset<Row> lineRows(Codes codes) {
    return coded(lines, codes, Codes.PRODUCT, "sku")
        .select(
            col("order_id"),
            struct(col("line_key"), col("sku_code"), col("quantity"), cents("line_amount"))
                .cast(LINE)
                .as("line"));
  }

  private Dataset<Row> refundRows(Codes codes) {
    Dataset<Row> theirs =
        records
            .where(col("entity").equalTo("refund"))
            .select(col("record_key").as("refund_id"), col("one_id"));
    return coded(refunds, codes, Codes.PRODUCT, "sku")
        .join(theirs, new String[] {"refund_id"}, "left_outer")
        .select(
            col("order_id"),
            struct(
                    unix_micros(col("refunded_at")),
                    col("refund_id"),
                    unix_date(to_date(col("refunded_at"))),
                    cents("refund_amount"),
                    concat(lit("n"), col("line_no")),
                    col("sku_code"),
                    col("one_id"))
                .cast(REFUND)
                .as("refund"));
  }

  private static Dataset<Row> coded(Dataset<Row> rows, Codes codes, String kind, String column) {
    Dataset<Row> table =
        codes
            .table(rows.sparkSession(), kind)
            .withColumnsRenamed(Map.of("value", column, "code", "code_found"));
    return rows.join(table, new String[] {column}, "left_outer")
        .withColumn(column + "_code", coalesce(col("code_found"), lit(Codes.UNKNOWN)))
        .drop("code_found", column);
  }

  private static Column cents(String amount) {
    return col(amount).multiply(100).cast("bigint");
  }
}
