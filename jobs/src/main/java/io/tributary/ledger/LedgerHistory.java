package io.tributary.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** What one row of the ledger says, order by order. */
final class LedgerHistory {
  final List<LedgerOrder> orders = new ArrayList<>();

  /** The refunds that name no order. */
  final List<LedgerRefund> loose = new ArrayList<>(0);

  LedgerHistory(LedgerRow row) {
    List<List<LedgerRefund>> refunds = new ArrayList<>();
    UTF8String[] ids = row.orderIds();
    for (int i = 0; i < ids.length; i++) {
      refunds.add(new ArrayList<>(0));
    }
    int[] firstLines = OrdersAsOf.firstLines(row.lineCounts());
    readRefunds(row, firstLines, refunds);
    readOrders(row, ids, firstLines, refunds);
  }

  private void readRefunds(LedgerRow row, int[] first, List<List<LedgerRefund>> ofOrders) {
    UTF8String[] ids = row.refundIds();
    int[] order = row.refundOrders();
    int[] day = row.refundDays();
    long[] amount = row.refundAmounts();
    int[] by = row.reachedBy();
    int[] line = row.reachedLines();
    long[] taken = row.reachedAmounts();
    int from = 0;
    for (int r = 0; r < ids.length; r++) {
      if (order[r] == LedgerTable.NO_ORDER) {
        loose.add(LedgerRefund.of(ids[r], day[r], amount[r]));
        continue;
      }
      int until = from;
      while (until < by.length && by[until] == r) {
        until++;
      }
      int start = first[order[r]];
      ofOrders
          .get(order[r])
          .add(
              new LedgerRefund(
                  ids[r],
                  day[r],
                  amount[r],
                  Arrays.stream(line, from, until).map(l -> l - start).toArray(),
                  Arrays.copyOfRange(taken, from, until)));
      from = until;
    }
  }

  private void readOrders(
      LedgerRow row, UTF8String[] ids, int[] first, List<List<LedgerRefund>> refunds) {
    long[] at = row.orderedAt();
    int[] day = row.orderDays();
    int[] voidDay = row.voidDays();
    int[] channel = row.channels();
    int[] store = row.stores();
    int[] status = row.statuses();
    long[] gross = row.gross();
    long[] discount = row.discounts();
    long[] paid = row.paid();
    int[] product = row.products();
    int[] quantity = row.quantities();
    long[] amount = row.lineAmounts();
    for (int i = 0; i < ids.length; i++) {
      orders.add(
          new LedgerOrder(
              ids[i],
              at[i],
              day[i],
              voidDay[i],
              channel[i],
              store[i],
              status[i],
              new OrderAmounts(gross[i], discount[i], paid[i]),
              Arrays.copyOfRange(product, first[i], first[i + 1]),
              Arrays.copyOfRange(quantity, first[i], first[i + 1]),
              Arrays.copyOfRange(amount, first[i], first[i + 1]),
              refunds.get(i).toArray(LedgerRefund[]::new)));
    }
  }
}
