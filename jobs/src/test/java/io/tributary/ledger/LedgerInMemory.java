package io.tributary.ledger;

import io.tributary.customer.Catalogue;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
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
  private final Map<String, List<Object[]>> refundsWithoutOrder = new TreeMap<>();

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

    private Object packed() {
      return new GenericInternalRow(
          new Object[] {
            at.getTime() * 1000,
            text(id),
            day(at),
            channel,
            store,
            status,
            gross,
            null,
            paid,
            new GenericArrayData(lines.toArray()),
            new GenericArrayData(refunds.toArray())
          });
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
    refundsWithoutOrder
        .computeIfAbsent(owner, o -> new ArrayList<>())
        .add(packedRefund("r" + when, when, amount));
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
      at.getTime() * 1000, text(id), day(at), cents(amount), null, Codes.UNKNOWN
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
    Map<String, List<Object>> ordersOf = new TreeMap<>();
    Map<String, String> oneIds = new HashMap<>();
    for (Order order : orders.values()) {
      String owner = order.oneId == null ? "order:" + order.id : order.oneId;
      oneIds.put(owner, order.oneId);
      ordersOf.computeIfAbsent(owner, o -> new ArrayList<>()).add(order.packed());
    }
    for (String owner : refundsWithoutOrder.keySet()) {
      ordersOf.computeIfAbsent(owner, o -> new ArrayList<>());
      oneIds.putIfAbsent(owner, owner.startsWith("refund:") ? null : owner);
    }
    Map<String, InternalRow> rows = new TreeMap<>();
    ordersOf.forEach((owner, packed) -> rows.put(owner, row(owner, oneIds.get(owner), packed)));
    return rows;
  }

  private InternalRow row(String owner, String oneId, List<Object> packed) {
    Object[] loose =
        refundsWithoutOrder.getOrDefault(owner, List.of()).stream()
            .map(GenericInternalRow::new)
            .toArray();
    InternalRow facts =
        new GenericInternalRow(
            new Object[] {
              text(owner),
              text(oneId),
              false,
              new GenericArrayData(packed.toArray()),
              new GenericArrayData(loose)
            });
    return new LedgerFold().map(Collections.singleton(facts).iterator()).next();
  }
}
