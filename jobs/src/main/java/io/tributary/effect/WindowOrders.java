package io.tributary.effect;

import io.tributary.customer.Catalogue;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The orders of some days, with their refunds one by one: people who were assigned on different
 * days get the same time for returning what they bought.
 */
final class WindowOrders implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** Money is in cents; {@code void_on} is the first day on which it is no valid order any more. */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "order_id string, one_id string, ordered_on date, void_on int, channel string,"
              + " paid bigint, is_discounted boolean, refund_days array<int>,"
              + " refund_amounts array<bigint>");

  private final StructType input;
  private final int from;
  private final int until;
  private final Catalogue.Names channels;

  private WindowOrders(StructType input, int from, int until, Catalogue.Names channels) {
    this.input = input;
    this.from = from;
    this.until = until;
    this.channels = channels;
  }

  /** The orders of known customers on some days, both included, that ever were valid. */
  static Dataset<Row> of(
      Dataset<Row> ledger, Catalogue.Names channels, LocalDate from, LocalDate until) {
    Dataset<Row> known =
        ledger
            .where("one_id is not null")
            .select(
                "one_id",
                "order_id",
                "order_day",
                "void_day",
                "channel",
                "discount",
                "paid",
                "refund_order",
                "refund_day",
                "refund_amount");
    return RawRows.map(
        known,
        SCHEMA,
        new WindowOrders(
            known.schema(), (int) from.toEpochDay(), (int) until.toEpochDay(), channels));
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    Queue<InternalRow> orders = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (orders.isEmpty() && rows.hasNext()) {
          add(reader.at(rows.next()), orders);
        }
        return !orders.isEmpty();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return orders.remove();
      }
    };
  }

  private void add(LedgerRow row, Queue<InternalRow> result) {
    int[] days = row.orderDays();
    // Days ascend: most customers have no order that late.
    if (days.length == 0 || days[days.length - 1] < from) {
      return;
    }
    int[] voidDays = row.voidDays();
    int[] channel = row.channels();
    UTF8String oneId = row.oneId();
    UTF8String[] ids = row.orderIds();
    long[] paid = row.paid();
    long[] discounts = row.discounts();
    int[] refundOrder = row.refundOrders();
    for (int i = 0; i < days.length && days[i] <= until; i++) {
      if (days[i] >= from && voidDays[i] != LedgerTable.NEVER_VALID) {
        int[] refunds = places(refundOrder, i);
        result.add(
            new GenericInternalRow(
                new Object[] {
                  ids[i],
                  oneId,
                  days[i],
                  voidDays[i],
                  channels.text(channel[i]),
                  paid[i],
                  // Below 0 it is not known.
                  discounts[i] < 0 ? null : discounts[i] > 0,
                  new GenericArrayData(pick(row.refundDays(), refunds)),
                  new GenericArrayData(pick(row.refundAmounts(), refunds))
                }));
      }
    }
  }

  private static int[] places(int[] refundOrder, int order) {
    return java.util.stream.IntStream.range(0, refundOrder.length)
        .filter(r -> refundOrder[r] == order)
        .toArray();
  }

  private static int[] pick(int[] values, int[] places) {
    return java.util.Arrays.stream(places).map(p -> values[p]).toArray();
  }

  private static long[] pick(long[] values, int[] places) {
    return java.util.Arrays.stream(places).mapToLong(p -> values[p]).toArray();
  }
}
