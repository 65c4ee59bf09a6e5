package io.tributary.ledger;

import static io.tributary.lake.TableSpec.ColumnSpec.required;
import static org.apache.spark.sql.functions.col;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code customer_ledger}: a row per customer with their whole history, in the form of
 * parallel arrays. The arrays of orders are one as long as the other and in the order of
 * (ordered_at, order_id); lines follow each other order by order, in the order of their keys;
 * refunds are in the order of (refund_day, refund_id). Money is in cents, days count from
 * 1970-01-01 in the brand's time zone, channels, stores and products are the numbers of {@link
 * Codes}.
 *
 * <p>Facts dated after the business date are in it: whoever reads it filters. An order or a refund
 * whose customer nobody knows has a row of its own, without {@code one_id}.
 */
public final class LedgerTable {
  public static final String NAME = "customer_ledger";

  /** Statuses of an order; to one that {@code exclude} leaves out {@link #EXCLUDED} is added. */
  public static final int PAID = 0;

  public static final int UNPAID = 1;
  public static final int CANCELLED = 2;
  public static final int EXCLUDED = 4;

  /** The order of a refund that names none. */
  public static final int NO_ORDER = -1;

  /** Store of an order that was sold in none. */
  public static final int NO_STORE = -1;

  /** {@code void_day} of an order that still counts, and of one that never did. */
  public static final int STILL_VALID = Integer.MAX_VALUE;

  public static final int NEVER_VALID = Integer.MIN_VALUE;

  static final TableSpec SPEC =
      new TableSpec(
          NAME,
          "One customer's whole history; or one order or refund whose customer nobody knows",
          List.of("owner"),
          List.of(
              required(
                  "owner", "string", "The customer, else `order:` or `refund:` and its number"),
              new ColumnSpec("one_id", "string", true, "The customer; null if nobody knows"),
              required("order_id", "array<string>", "Orders"),
              required("ordered_at", "array<bigint>", "Of each order: microseconds since 1970 UTC"),
              required("order_day", "array<int>", "Of each order: days since 1970-01-01"),
              required(
                  "void_day",
                  "array<int>",
                  "Of each order: first day on which it is no valid order any more (semantics.md)"),
              required("channel", "array<int>", "Of each order"),
              required("store", "array<int>", "Of each order; -1 none"),
              required(
                  "status",
                  "array<int>",
                  "Of each order: 0 paid, 1 unpaid, 2 cancelled; +4 left out"),
              required("gross", "array<bigint>", "Of each order: cents before discounts"),
              required("discount", "array<bigint>", "Of each order: cents; -1 not known"),
              required("paid", "array<bigint>", "Of each order: cents"),
              required("lines", "array<int>", "Of each order: how many lines it has"),
              required("product", "array<int>", "Of each line"),
              required("quantity", "array<int>", "Of each line"),
              required("amount", "array<bigint>", "Of each line: cents paid for it"),
              required("refund_id", "array<string>", "Refunds"),
              required(
                  "refund_order",
                  "array<int>",
                  "Of each refund: place of its order, from 0; -1 none"),
              required("refund_day", "array<int>", "Of each refund"),
              required("refund_amount", "array<bigint>", "Of each refund: cents"),
              required(
                  "reached_by",
                  "array<int>",
                  "Of each piece of a refund that reached a line: the refund"),
              required("reached_line", "array<int>", "Of each such piece: the line"),
              required("reached_amount", "array<bigint>", "Of each such piece: cents")),
          false);

  /** The table's columns, as rows in Spark's own form have them. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          SPEC.columns().stream()
              .map(c -> "`" + c.name() + "` " + c.type())
              .collect(Collectors.joining(", ")));

  private LedgerTable() {}

  /** The rows of customers, without the numbers of orders and refunds. */
  public static Dataset<Row> ofCustomers(Dataset<Row> ledger) {
    return ledger
        .where(col("one_id").isNotNull())
        .drop("owner", "order_id", "ordered_at", "refund_id");
  }

  /** Of the rows of customers what tells when they bought, what, and what it came to. */
  public static Dataset<Row> purchases(Dataset<Row> ledger) {
    return ofCustomers(ledger).drop("channel", "store", "status", "gross", "discount", "quantity");
  }
}
