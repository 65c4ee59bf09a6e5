package io.tributary.customer;

import io.tributary.ledger.LedgerRow;

/**
 * A customer's purchases as they were known at the end of any date. An order counts from its day
 * until a refund takes it away; before that refund it was a purchase, and what was said then stays
 * true for then.
 */
public final class History {
  private static final History EMPTY = new History(new int[0], new int[0]);

  private final int[] orderDays;
  private final int[] voidDays;

  /** The row's orders. */
  public static History of(LedgerRow row) {
    return new History(row.orderDays(), row.voidDays());
  }

  /** Somebody who has no orders. */
  public static History empty() {
    return EMPTY;
  }

  /**
   * Orders.
   *
   * @param orderDays ascending, in days since 1970-01-01
   * @param voidDays of each order, the first day on which it does not count any more
   */
  History(int[] orderDays, int[] voidDays) {
    this.orderDays = orderDays;
    this.voidDays = voidDays;
  }

  /** The purchase days as known at the end of a date. */
  public PurchaseDays asOf(int date) {
    int[] valid = new int[orderDays.length];
    int count = 0;
    for (int i = 0; i < orderDays.length && orderDays[i] <= date; i++) {
      if (voidDays[i] > date) {
        valid[count++] = orderDays[i];
      }
    }
    return PurchaseDays.of(valid, count);
  }

  /**
   * The last day on or before a date on which an order ceased to count; before it, the past looked
   * otherwise. {@code Integer.MIN_VALUE}: there is none.
   */
  int lastVoidDay(int date) {
    int last = Integer.MIN_VALUE;
    for (int i = 0; i < voidDays.length; i++) {
      if (voidDays[i] > orderDays[i] && voidDays[i] <= date) {
        last = Math.max(last, voidDays[i]);
      }
    }
    return last;
  }

  /** Every day on or before a date on which an order came to count or ceased to. */
  int[] changeDays(int date) {
    int[] days = new int[2 * orderDays.length];
    int count = 0;
    for (int i = 0; i < orderDays.length; i++) {
      if (voidDays[i] > orderDays[i]) {
        if (orderDays[i] <= date) {
          days[count++] = orderDays[i];
        }
        if (voidDays[i] <= date) {
          days[count++] = voidDays[i];
        }
      }
    }
    return java.util.Arrays.copyOf(days, count);
  }
}
