package io.tributary.ledger;

import io.tributary.customer.Catalogue;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Ledger rows of a few orders and refunds that a test states, made by the ledger's own fold but
 * without tables and without Spark's help.
 */
public final class LedgerInMemory {
  /** The columns of the rows. */
  public static final StructType SCHEMA = LedgerTable.SCHEMA;

  private final Map<String, List<String>> codes = new HashMap<>();
  private final Map<String, String[]> categories = new HashMap<>();
  private final Map<String, Order> orders = new TreeMap<>();
  private final List<InternalRow> refundsWithoutOrder = new ArrayList<>();

  /** An order in the making. */
  public final class Order {
    private final String id;
    private final String oneId;
    private final Timestamp at;
    private final int channel;
    private int store = LedgerTable.NO_STORE;
    private int status = LedgerTable.PAID;
    private Long gross;
    private Long paid;
    private final List<Object> lines = new ArrayList<>();
    private final List<Object> refunds = new ArrayList<>();

    private Order(String id, String oneId, String at, String channel) {
      this.id = id;
      this.oneId = oneId;
      this.at = Retail.at(at);
      this.channel = code(Codes.CHANNEL, channel);
    }

    /** The store that sold it. */
    public Order store(String storeId) {
      store = code(Codes.STORE, storeId);
      return this;
    }

    /** As {@link LedgerTable} numbers it. */
    public Order status(int number) {
      status = number;
      return this;
    }

    public Order gross(String amount) {
      gross = cents(amount);
      return this;
    }

    /** What was paid for the order, if it is not the sum of its lines. */
    public Order paid(String amount) {
      paid = cents(amount);
      return this;
    }

    public Order line(String sku, int quantity, String amount) {
      lines.add(
          new GenericInternalRow(
              new Object[] {
                text("n" + (lines.size() + 1)), code(Codes.PRODUCT, sku), quantity, cents(amount)
              }));
      return this;
    }

    /** A refund; line 0 and sku null: names none. */
    public Order refund(String when, String amount, int line, String sku) {
      Object[] refund = packedRefund("r" + id + refunds.size(), when, amount);
      refund[4] = line == 0 ? null : text("n" + line);
      refund[5] = sku == null ? Codes.UNKNOWN : code(Codes.PRODUCT, sku);
      refunds.add(new GenericInternalRow(refund));
      return this;
    }

    private InternalRow owned() {
      InternalRow order =
          new GenericInternalRow(
              new Object[] {
                at.getTime() * 1000, day(at), channel, store, status, gross, null, paid
              });
      return LedgerInMemory.owned(
          oneId == null ? "order:" + id : oneId, oneId, id, order, lines, refunds);
    }
  }

  /** A paid order; {@code oneId} null: nobody knows whose. */
  public Order order(String id, String oneId, String at, String channel) {
    Order order = new Order(id, oneId, at, channel);
    orders.put(id, order);
    return order;
  }

  /** A refund that names no order; {@code oneId} null: nobody knows whose. */
  public LedgerInMemory refund(String oneId, String when, String amount) {
    String owner = oneId == null ? "refund:" + when : oneId;
    Object refund = new GenericInternalRow(packedRefund("r" + when, when, amount));
    refundsWithoutOrder.add(owned(owner, oneId, null, null, List.of(), List.of(refund)));
    return this;
  }

  /** A product of the catalogue. */
  public LedgerInMemory product(String sku, String l1, String l2, String l3) {
    code(Codes.PRODUCT, sku);
    categories.put(sku, new String[] {l1, l2, l3});
    return this;
  }

  private int code(String kind, String value) {
    List<String> values = codes.computeIfAbsent(kind, k -> new ArrayList<>());
    if (!values.contains(value)) {
      values.add(value);
    }
    return values.indexOf(value);
  }

  private static Object[] packedRefund(String id, String when, String amount) {
    Timestamp at = Retail.at(when);
    return new Object[] {
      at.getTime() * 1000, text(id), day(at), cents(amount), null, Codes.UNKNOWN, null
    };
  }

  private static int day(Timestamp at) {
    return Math.toIntExact(
        at.toInstant().atZone(java.time.ZoneId.of("Asia/Shanghai")).toLocalDate().toEpochDay());
  }

  private static long cents(String amount) {
    return new BigDecimal(amount).movePointRight(2).longValueExact();
  }

  private static UTF8String text(String text) {
    return text == null ? null : UTF8String.fromString(text);
  }

  /** What the numbers in the rows stand for. */
  public Catalogue catalogue() {
    return new Catalogue(Codes.of(codes), categories);
  }

  /** The rows by owner. */
  public Map<String, InternalRow> rows() {
    List<InternalRow> owned = new ArrayList<>(refundsWithoutOrder);
    orders.values().forEach(order -> owned.add(order.owned()));
    Map<String, InternalRow> rows = new TreeMap<>();
    new LedgerFold().map(owned.iterator()).forEachRemaining(row -> rows.put(row.getString(0), row));
    return rows;
  }

  /** A row of {@link OrderFacts#OWNED}; all share a number, as keys may. */
  private static InternalRow owned(
      String owner,
      String oneId,
      String orderId,
      InternalRow order,
      List<Object> lines,
      List<Object> refunds) {
    return new GenericInternalRow(
        new Object[] {
          0L,
          text(owner),
          text(oneId),
          false,
          text(orderId),
          order,
          new GenericArrayData(lines.toArray()),
          new GenericArrayData(refunds.toArray())
        });
  }
}
