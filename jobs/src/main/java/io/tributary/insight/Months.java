package io.tributary.insight;

import java.sql.Date;
import java.time.LocalDate;

/** Months as numbers: 12 times the year plus the month of the year from 0. */
final class Months {
  private static final int IN_YEAR = 12;

  private Months() {}

  /** The month of a day since 1970-01-01. */
  static int of(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * IN_YEAR + date.getMonthValue() - 1;
  }

  static int year(int month) {
    return Math.floorDiv(month, IN_YEAR);
  }

  private static LocalDate first(int month) {
    return LocalDate.of(year(month), Math.floorMod(month, IN_YEAR) + 1, 1);
  }

  /** A month's first day, as tables hold it. */
  static Date firstDay(int month) {
    return Date.valueOf(first(month));
  }

  /** A month's last day, in days since 1970-01-01. */
  static int lastDay(int month) {
    return Math.toIntExact(first(month + 1).toEpochDay()) - 1;
  }
}
