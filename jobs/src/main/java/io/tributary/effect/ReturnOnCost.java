package io.tributary.effect;

import io.tributary.statistics.Certainty;
import io.tributary.statistics.Moments;

/**
 * What an arm earned beyond control for what it cost beyond control: (margin - cost) / cost. The
 * interval is by the delta method for a quotient of two means that go together.
 *
 * @param margin of the whole arm, beyond control
 * @param cost likewise
 * @param roi null where it cost no more than control did
 */
record ReturnOnCost(
    double margin,
    double marginLow,
    double marginHigh,
    double cost,
    Double roi,
    Double roiLow,
    Double roiHigh) {

  /**
   * The return.
   *
   * @param margin weights of what a person earned the brand, before what it paid of coupons
   * @param cost weights of what was spent on a person
   */
  static ReturnOnCost of(
      Moments arm, Moments control, double[] margin, double[] cost, Certainty certainty) {
    long people = arm.people();
    double reach = certainty.reach(people + control.people());
    double earned = arm.mean(margin) - control.mean(margin);
    double spent = arm.mean(cost) - control.mean(cost);
    double error = StrictMath.sqrt(covariance(arm, control, margin, margin));
    double low = people * (earned - reach * error);
    double high = people * (earned + reach * error);
    if (spent <= 0) {
      return new ReturnOnCost(people * earned, low, high, people * spent, null, null, null);
    }
    double quotient = earned / spent;
    double variance =
        covariance(arm, control, margin, margin)
            - 2 * quotient * covariance(arm, control, margin, cost)
            + quotient * quotient * covariance(arm, control, cost, cost);
    double errorOfQuotient = StrictMath.sqrt(Math.max(0, variance)) / spent;
    return new ReturnOnCost(
        people * earned,
        low,
        high,
        people * spent,
        quotient - 1,
        quotient - 1 - reach * errorOfQuotient,
        quotient - 1 + reach * errorOfQuotient);
  }

  /** Of two differences between the arms' means. */
  private static double covariance(Moments arm, Moments control, double[] one, double[] other) {
    return arm.covariance(one, other) / arm.people()
        + control.covariance(one, other) / control.people();
  }
}
