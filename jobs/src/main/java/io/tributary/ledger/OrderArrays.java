package io.tributary.ledger;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of a ledger row that tell of orders and their lines. */
final class OrderArrays {
  private final UTF8String[] ids;
  private final long[] at;
  private final int[] day;
  private final int[] voidDay;
  private final int[] channel;
  private final int[] store;
  private final int[] status;
  private final long[] gross;
  private final long[] discount;
  private final long[] paid;
  private final int[] lines;
  private final int[] product;
  private final int[] quantity;
  private final long[] amount;

  OrderArrays(List<LedgerOrder> orders) {
    int n = orders.size();
    ids = new UTF8String[n];
    at = new long[n];
    day = new int[n];
    voidDay = new int[n];
    channel = new int[n];
    store = new int[n];
    status = new int[n];
    gross = new long[n];
    discount = new long[n];
    paid = new long[n];
    lines = new int[n];
    int allLines = 0;
    for (LedgerOrder order : orders) {
      allLines += order.products().length;
    }
    product = new int[allLines];
    quantity = new int[allLines];
    amount = new long[allLines];
    int line = 0;
    for (int i = 0; i < n; i++) {
      line = set(i, line, orders.get(i));
    }
  }

  /** Sets an order whose first line has a place; gives that of the next one's. */
  private int set(int i, int line, LedgerOrder order) {
    ids[i] = order.id();
    at[i] = order.at();
    day[i] = order.day();
    voidDay[i] = order.voidDay();
    channel[i] = order.channel();
    store[i] = order.store();
    status[i] = order.status();
    gross[i] = order.amounts().gross();
    discount[i] = order.amounts().discount();
    paid[i] = order.amounts().paid();
    lines[i] = order.products().length;
    System.arraycopy(order.products(), 0, product, line, lines[i]);
    System.arraycopy(order.quantities(), 0, quantity, line, lines[i]);
    System.arraycopy(order.lineAmounts(), 0, amount, line, lines[i]);
    return line + lines[i];
  }

  /** Puts them where {@link LedgerTable#SPEC} has them. */
  void put(Object[] row) {
    row[2] = new GenericArrayData(ids);
    row[3] = UnsafeArrayData.fromPrimitiveArray(at);
    row[4] = UnsafeArrayData.fromPrimitiveArray(day);
    row[5] = UnsafeArrayData.fromPrimitiveArray(voidDay);
    row[6] = UnsafeArrayData.fromPrimitiveArray(channel);
    row[7] = UnsafeArrayData.fromPrimitiveArray(store);
    row[8] = UnsafeArrayData.fromPrimitiveArray(status);
    row[9] = UnsafeArrayData.fromPrimitiveArray(gross);
    row[10] = UnsafeArrayData.fromPrimitiveArray(discount);
    row[11] = UnsafeArrayData.fromPrimitiveArray(paid);
    row[12] = UnsafeArrayData.fromPrimitiveArray(lines);
    row[13] = UnsafeArrayData.fromPrimitiveArray(product);
    row[14] = UnsafeArrayData.fromPrimitiveArray(quantity);
    row[15] = UnsafeArrayData.fromPrimitiveArray(amount);
  }
}
