package io.tributary.customer;

import java.util.Arrays;

/**
 * A customer's purchase days up to a date, ascending, each once; and how many orders they hold. A
 * view: it shares the arrays of the longer list that it is cut from.
 */
public final class PurchaseDays {
  private final int[] days;
  private final int[] ordersUpTo;
  private final int count;

  private PurchaseDays(int[] days, int[] ordersUpTo, int count) {
    this.days = days;
    this.ordersUpTo = ordersUpTo;
    this.count = count;
  }

  /** Of the days of valid orders, ascending; several orders may share a day. */
  public static PurchaseDays of(int[] orderDays, int orders) {
    int[] days = new int[orders];
    int[] ordersUpTo = new int[orders];
    int count = 0;
    for (int i = 0; i < orders; i++) {
      if (count == 0 || days[count - 1] != orderDays[i]) {
        days[count++] = orderDays[i];
      }
      ordersUpTo[count - 1] = i + 1;
    }
    return new PurchaseDays(days, ordersUpTo, count);
  }

  /** Those up to an earlier date. */
  PurchaseDays until(int date) {
    int place = Arrays.binarySearch(days, 0, count, date);
    return new PurchaseDays(days, ordersUpTo, place >= 0 ? place + 1 : -place - 1);
  }

  /** How many days. */
  public int count() {
    return count;
  }

  /** How many valid orders. */
  public int orders() {
    return count == 0 ? 0 : ordersUpTo[count - 1];
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return count == 0;
  }

  public int first() {
    return days[0];
  }

  /** The day at a place, from 0. */
  public int day(int place) {
    return days[place];
  }

  public int last() {
    return days[count - 1];
  }

  /** How many gaps there are between purchase days. */
  public int gaps() {
    return Math.max(count - 1, 0);
  }

  private int gap(int i) {
    return days[i + 1] - days[i];
  }

  /**
   * Twice the median gap, so that it is a whole number; there must be a gap. The median of an even
   * number is the mean of the middle two.
   */
  public int twiceMedianGap() {
    int[] gaps = new int[gaps()];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = gap(i);
    }
    Arrays.sort(gaps);
    int middle = gaps.length / 2;
    return gaps.length % 2 == 1 ? 2 * gaps[middle] : gaps[middle - 1] + gaps[middle];
  }

  /** Whether the three gaps before the purchase day at a place are each no longer than that. */
  private boolean hasThreeShortGapsBefore(int place, double longest) {
    return place >= 3
        && gap(place - 1) <= longest
        && gap(place - 2) <= longest
        && gap(place - 3) <= longest;
  }

  /** Whether the last three gaps are each no longer than that. */
  boolean endsWithThreeShortGaps(double longest) {
    return hasThreeShortGapsBefore(count - 1, longest);
  }

  /** Whether at any purchase day the three gaps before it were each no longer than that. */
  boolean everHadThreeShortGaps(double longest) {
    for (int place = 3; place < count; place++) {
      if (hasThreeShortGapsBefore(place, longest)) {
        return true;
      }
    }
    return false;
  }
}
