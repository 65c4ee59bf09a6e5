package io.tributary.ledger;

import io.tributary.workspace.Settings.PurchaseUnit;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The published table {@code orders}: every order dated on or before D, whoever placed it, with its
 * money and refunds as of D. Orders of one purchase share their {@code purchase_seq}.
 */
final class PublishedOrders implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "order_id string, one_id string, channel string, store_id string, ordered_at timestamp, "
              + "ordered_on date, status string, gross decimal(18,2), discount decimal(18,2), "
              + "paid decimal(18,2), refund decimal(18,2), net decimal(18,2), is_valid boolean, "
              + "purchase_seq int, units int, as_of date");

  private final int date;
  private final PurchaseUnit unit;
  private final String[] channels;
  private final String[] stores;

  private PublishedOrders(int date, PurchaseUnit unit, Codes codes) {
    this.date = date;
    this.unit = unit;
    this.channels = codes.values(Codes.CHANNEL);
    this.stores = codes.values(Codes.STORE);
  }

  /** The orders of a ledger as of a date. */
  static Dataset<Row> of(Dataset<Row> ledger, Codes codes, PurchaseUnit unit, LocalDate date) {
    return RawRows.map(
        ledger, SCHEMA, new PublishedOrders(Math.toIntExact(date.toEpochDay()), unit, codes));
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    UTF8String[] channelNames = texts(channels);
    UTF8String[] storeNames = texts(stores);
    LedgerRow reader = new LedgerRow(LedgerTable.SCHEMA);
    Queue<InternalRow> orders = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (orders.isEmpty() && rows.hasNext()) {
          new Owner(reader.at(rows.next())).addOrders(orders, channelNames, storeNames);
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

  private static UTF8String[] texts(String[] values) {
    return Arrays.stream(values).map(UTF8String::fromString).toArray(UTF8String[]::new);
  }

  /** The orders of one ledger row. */
  private final class Owner {
    private final LedgerRow row;
    private final OrdersAsOf money;
    private final int[] days;
    private final int[] voidDays;

    Owner(LedgerRow row) {
      this.row = row;
      this.money = new OrdersAsOf(row, date);
      this.days = row.orderDays();
      this.voidDays = row.voidDays();
    }

    void addOrders(Queue<InternalRow> result, UTF8String[] channelNames, UTF8String[] storeNames) {
      UTF8String oneId = row.oneId();
      UTF8String[] ids = row.orderIds();
      long[] at = row.orderedAt();
      int[] channel = row.channels();
      int[] store = row.stores();
      int[] status = row.statuses();
      int purchases = 0;
      int purchaseDay = Integer.MIN_VALUE;
      for (int i = 0; i < days.length && days[i] <= date; i++) {
        boolean isValid = oneId != null && voidDays[i] > date;
        if (isValid && (unit == PurchaseUnit.ORDER || days[i] != purchaseDay)) {
          purchases++;
          purchaseDay = days[i];
        }
        result.add(
            new GenericInternalRow(
                new Object[] {
                  ids[i],
                  oneId,
                  channelNames[channel[i]],
                  store[i] == LedgerTable.NO_STORE ? null : storeNames[store[i]],
                  at[i],
                  days[i],
                  status(status[i]),
                  decimal(money.gross(i)),
                  money.isDiscountKnown(i) ? decimal(money.discount(i)) : null,
                  decimal(money.paid(i)),
                  decimal(money.refund(i)),
                  decimal(money.net(i)),
                  isValid,
                  isValid ? purchases : null,
                  money.units(i),
                  date
                }));
      }
    }
  }

  private static UTF8String status(int status) {
    return UTF8String.fromString(
        switch (status & ~LedgerTable.EXCLUDED) {
          case LedgerTable.PAID -> "paid";
          case LedgerTable.UNPAID -> "unpaid";
          default -> "cancelled";
        });
  }

  private static Decimal decimal(long cents) {
    return Decimal.apply(cents, 18, 2);
  }
}
