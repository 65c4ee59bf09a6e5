package io.tributary.customer;

/** Where a customer stands against the rhythm of their own purchases (semantics.md). */
public enum Stage {
  NONE,
  LOST,
  AT_RISK,
  LOYAL,
  NEW,
  NORMAL;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** The name in tables. */
  public String text() {
    return text;
  }

  /**
   * The stage at the end of a date.
   *
   * @param days the purchase days as known then
   * @param cycle the purchase cycle, in days
   */
  public static Stage at(int date, PurchaseDays days, double cycle) {
    if (days.isEmpty()) {
      return NONE;
    }
    int silence = date - days.last();
    if (silence > 3 * cycle) {
      return LOST;
    }
    if (silence > 2 * cycle) {
      return AT_RISK;
    }
    if (days.endsWithThreeShortGaps(2 * cycle)) {
      return LOYAL;
    }
    return days.count() == 1 ? NEW : NORMAL;
  }

  /**
   * Formerly loyal: not loyal now, and at some purchase day the three gaps before it were short.
   */
  static boolean wasLoyal(Stage now, PurchaseDays days, double cycle) {
    return now != LOYAL && days.everHadThreeShortGaps(2 * cycle);
  }
}
