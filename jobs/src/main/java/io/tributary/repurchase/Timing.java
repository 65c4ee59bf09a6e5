package io.tributary.repurchase;

import io.tributary.statistics.KaplanMeier;

/**
 * When to expect a group back, read off its curve: the days by which a quarter, half and three
 * quarters of those have come who come within the horizon, and the day around which most do.
 *
 * @param events repurchases within the horizon
 * @param rate the curve at the horizon; null where nobody was followed so long
 * @param peakDay day from 7 to the horizon with the highest mean of the 7 hazards around it
 * @param note why no days are recommended; null: they are
 */
record Timing(
    long customers,
    long events,
    Double rate,
    Integer day25,
    Integer day50,
    Integer day75,
    Integer peakDay,
    String note) {
  private static final int FIRST_PEAK = 7;
  private static final int DAYS_AROUND = 3;

  /** A product of many factors may miss a round rate by that much. */
  private static final double ROUNDING = 1e-12;

  /** The timing of a curve. */
  static Timing of(KaplanMeier curve, RepurchaseRules rules) {
    int horizon = rules.horizonDays();
    long events = curve.eventsUntil(horizon);
    Double rate = curve.rate(horizon);
    String note = note(curve, events, rules);
    return note != null
        ? new Timing(curve.people(), events, rate, null, null, null, null, note)
        : new Timing(
            curve.people(),
            events,
            rate,
            day(curve, 0.25 * rate),
            day(curve, 0.50 * rate),
            day(curve, 0.75 * rate),
            peak(curve, horizon),
            null);
  }

  private static String note(KaplanMeier curve, long events, RepurchaseRules rules) {
    if (curve.people() < rules.minCustomers()) {
      return "too few customers";
    }
    int fewest = Math.max(1, rules.minEvents());
    if (events < fewest) {
      return "too few events";
    }
    return curve.atRisk(rules.horizonDays()) < fewest ? "too few at risk at the horizon" : null;
  }

  private static int day(KaplanMeier curve, double rate) {
    int day = 0;
    while (curve.rate(day) < rate - ROUNDING) {
      day++;
    }
    return day;
  }

  /** Null where the curve is too short for any window. */
  private static Integer peak(KaplanMeier curve, int horizon) {
    Integer peak = null;
    double highest = -1;
    for (int day = FIRST_PEAK; day <= horizon && day + DAYS_AROUND <= curve.lastDay(); day++) {
      double sum = 0;
      for (int around = day - DAYS_AROUND; around <= day + DAYS_AROUND; around++) {
        sum += curve.hazard(around);
      }
      if (sum > highest) {
        highest = sum;
        peak = day;
      }
    }
    return peak;
  }
}
