package io.tributary.insight;

import io.tributary.statistics.KaplanMeier;
import io.tributary.statistics.SurvivalCounts;

/**
 * The share of some customers who buy again within the horizon after their first purchase day, as
 * Kaplan and Meier estimate it (semantics.md, "Repurchase curves"). Who entered after the last
 * settled day, or is not known to have entered then, is left out.
 *
 * <p>A key has a counter for each outcome, not a key for each: there may be thousands of products,
 * and of most all outcomes occur.
 */
abstract class RepurchaseRate implements Count {
  private static final long serialVersionUID = 1L;

  private final InsightRules rules;

  RepurchaseRate(InsightRules rules) {
    this.rules = rules;
  }

  /** Adds a customer at the keys that they belong to. */
  abstract void addEntry(BuyerHistory buyer, int outcome, Sums sums);

  @Override
  public int width() {
    return 2 * (rules.horizon() + 2);
  }

  @Override
  public int marks() {
    return 1;
  }

  InsightRules rules() {
    return rules;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    if (buyer.isEntryKnown() && buyer.entryDay() <= rules.settledUntil()) {
      addEntry(buyer, outcome(buyer), sums);
    }
  }

  /**
   * Twice the days until the event, plus 1; or twice those until the end of the follow-up. What
   * lies behind the horizon is all the same.
   */
  private int outcome(BuyerHistory buyer) {
    int followUp = Math.min(rules.settledUntil() - buyer.entryDay(), rules.horizon() + 1);
    int next = buyer.nextPurchase(buyer.entryDay());
    boolean isEvent = next != BuyerHistory.NEVER && next - buyer.entryDay() <= followUp;
    return isEvent ? 2 * (next - buyer.entryDay()) + 1 : 2 * followUp;
  }

  /** Adds a customer to a key, once however often this is called. */
  static void addOnce(BuyerHistory buyer, int outcome, Sums sums, int key) {
    if (sums.isFirst(key, 0, buyer.number())) {
      sums.add(key, outcome, 1);
    }
  }

  /** The rate within the horizon and the ends of its interval, as bits; NaN where there is none. */
  @Override
  public long[] total(long[] counters) {
    SurvivalCounts survival = new SurvivalCounts(rules.horizon());
    for (int outcome = 0; outcome < counters.length; outcome++) {
      int day = outcome / 2;
      boolean isEvent = outcome % 2 == 1;
      for (long person = 0; person < counters[outcome]; person++) {
        if (isEvent) {
          survival.addEvent(day, rules.horizon() + 1);
        } else {
          survival.addCensored(day);
        }
      }
    }
    KaplanMeier curve = new KaplanMeier(survival);
    int day = rules.horizon();
    return new long[] {bits(curve.rate(day)), bits(curve.low(day)), bits(curve.high(day))};
  }

  private static long bits(Double value) {
    return Double.doubleToLongBits(value == null ? Double.NaN : value);
  }

  /** The rate in a total; null where nobody was followed for as long as the horizon. */
  static Double of(Total total) {
    return value(total, 0);
  }

  /** Sets the columns of the rate and of the ends of its interval, where there is a total. */
  static TableRows.Cells addTo(TableRows.Cells cells, Total total) {
    return total == null
        ? cells
        : cells
            .set("km_rate_horizon", of(total))
            .set("km_rate_horizon_low", value(total, 1))
            .set("km_rate_horizon_high", value(total, 2));
  }

  private static Double value(Total total, int place) {
    double value = Double.longBitsToDouble(total.values()[place]);
    return Double.isNaN(value) ? null : value;
  }
}
