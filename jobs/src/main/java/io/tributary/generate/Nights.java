package io.tributary.generate;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The nights of a generated workspace, numbered from 0. Night 0 brings everything since the
 * retailer opened; each later one the changes of one day.
 */
final class Nights implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Days from the opening to the first night: about two years, and long enough for a phone number
   * to rest for more than the 730 days after which it counts as recycled.
   */
  static final int BACK_HISTORY_DAYS = 800;

  private final LocalDate last;
  private final int count;

  Nights(LocalDate last, int count) {
    this.last = last;
    this.count = count;
  }

  int count() {
    return count;
  }

  LocalDate opening() {
    return first().minusDays(BACK_HISTORY_DAYS);
  }

  LocalDate first() {
    return last.minusDays(count - 1L);
  }

  LocalDate last() {
    return last;
  }

  LocalDate date(int night) {
    return first().plusDays(night);
  }

  /** The night whose dump brings a change of that moment; -1 where the last night is too early. */
  int nightOf(LocalDateTime changedAt) {
    LocalDate date = changedAt.toLocalDate();
    if (date.isAfter(last)) {
      return -1;
    }
    return (int) Math.max(0, ChronoUnit.DAYS.between(first(), date));
  }

  /** The day of the history that lies that many days after the opening. */
  LocalDate dayOfHistory(int days) {
    return opening().plusDays(days);
  }

  /** Days from the opening to the last night. */
  int lengthInDays() {
    return BACK_HISTORY_DAYS + count - 1;
  }
}
