package io.tributary.insight;

/**
 * The periods of products: the window, and each calendar year. The window before is counted for the
 * sake of ranks, and not published.
 */
final class ProductPeriods {
  static final int WINDOW = 0;
  static final int WINDOW_BEFORE = -1;

  private ProductPeriods() {}

  /** The periods that an order lies in. */
  static int[] of(BuyerHistory buyer, int order, int window) {
    int year = Months.year(buyer.month(order));
    if (buyer.isWithin(order, window)) {
      return new int[] {year, WINDOW};
    }
    return buyer.isWithin(order, 2 * window) ? new int[] {year, WINDOW_BEFORE} : new int[] {year};
  }

  static String name(int period) {
    return period == WINDOW ? "window" : String.valueOf(period);
  }
}
