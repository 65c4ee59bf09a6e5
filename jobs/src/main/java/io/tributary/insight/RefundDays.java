package io.tributary.insight;

import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;

/** When orders and lines of a ledger row were refunded first, and what names no order. */
final class RefundDays {
  private final int date;
  private final int[] order;
  private final int[] day;
  private final long[] amount;
  private final int[] reachedBy;
  private final int[] reachedLine;

  /** Refunds dated later than the date, in days since 1970-01-01, are not there. */
  RefundDays(LedgerRow row, int date) {
    this.date = date;
    order = row.refundOrders();
    day = row.refundDays();
    amount = row.refundAmounts();
    reachedBy = row.reachedBy();
    reachedLine = row.reachedLines();
  }

  /** The day of an order's first refund; {@link BuyerHistory#NEVER} if it has none. */
  int firstOfOrder(int asked) {
    int first = BuyerHistory.NEVER;
    for (int r = 0; r < order.length; r++) {
      if (order[r] == asked && day[r] <= date && amount[r] > 0) {
        first = Math.min(first, day[r]);
      }
    }
    return first;
  }

  /** The day of the first refund that reached a line; {@link BuyerHistory#NEVER} if none did. */
  int firstOfLine(int asked) {
    int first = BuyerHistory.NEVER;
    for (int i = 0; i < reachedLine.length; i++) {
      if (reachedLine[i] == asked && day[reachedBy[i]] <= date) {
        first = Math.min(first, day[reachedBy[i]]);
      }
    }
    return first;
  }

  /** What refunds that name no order amount to, in cents. */
  long withoutOrder() {
    long sum = 0;
    for (int r = 0; r < order.length; r++) {
      sum += order[r] == LedgerTable.NO_ORDER && day[r] <= date ? amount[r] : 0;
    }
    return sum;
  }
}
