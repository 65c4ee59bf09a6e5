package io.tributary.customer;

import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * Since when somebody is where they are: walks back over the days on which anything may have
 * changed until the answer differs. It is always the same history, with today's cycle, that is
 * asked; what earlier nights wrote does not matter.
 */
final class Stays {
  private final History history;
  private final int date;
  private final PurchaseDays now;
  private final int lastVoidDay;

  Stays(History history, int date) {
    this.history = history;
    this.date = date;
    this.now = history.asOf(date);
    this.lastVoidDay = history.lastVoidDay(date);
  }

  /** The purchase days as known at the end of the date. */
  PurchaseDays now() {
    return now;
  }

  /**
   * The first day of the present stay.
   *
   * @param state the state at the end of a day, for the purchase days as known then
   * @param delays after how many days of silence it may change
   * @param further other days on which it may change
   * @param knownFrom before this day there was no state at all, unless there was a purchase
   */
  <T> int since(
      BiFunction<Integer, PurchaseDays, T> state, int[] delays, int[] further, int knownFrom) {
    int[] candidates = candidates(delays, further, knownFrom);
    int begin = candidates.length == 0 ? knownFrom : Math.min(knownFrom, candidates[0]);
    T present = state.apply(date, now);
    for (int i = candidates.length - 1; i >= 0; i--) {
      int before = candidates[i] - 1;
      if (before < begin || !state.apply(before, asOf(before)).equals(present)) {
        return candidates[i];
      }
    }
    return begin;
  }

  private PurchaseDays asOf(int day) {
    return day >= lastVoidDay ? now.until(day) : history.asOf(day);
  }

  private int[] candidates(int[] delays, int[] further, int knownFrom) {
    int[] changes = history.changeDays(date);
    int[] all = new int[changes.length * (1 + delays.length) + further.length + 1];
    int count = 0;
    all[count++] = knownFrom;
    for (int day : further) {
      all[count++] = day;
    }
    for (int day : changes) {
      all[count++] = day;
      for (int delay : delays) {
        all[count++] = day + delay;
      }
    }
    return daysUntil(date, all, count);
  }

  /** Those of the first {@code count} days that are not after a date, ascending, each once. */
  private static int[] daysUntil(int date, int[] days, int count) {
    Arrays.sort(days, 0, count);
    int kept = 0;
    for (int i = 0; i < count && days[i] <= date; i++) {
      if (kept == 0 || days[kept - 1] != days[i]) {
        days[kept++] = days[i];
      }
    }
    return Arrays.copyOf(days, kept);
  }
}
