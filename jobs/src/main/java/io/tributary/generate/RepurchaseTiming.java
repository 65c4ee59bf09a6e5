package io.tributary.generate;

import java.util.Map;

/**
 * Days between the purchase days of people who come back, by the group (l1) of their first
 * purchase: a Weibull distribution, whose quantiles have a closed form, rounded up to whole days.
 *
 * @param shape above 1: coming back grows likelier with time; about 1: it does not
 * @param scaleDays days within which 63% of those who come back have done so
 */
public record RepurchaseTiming(double shape, double scaleDays) {

  /** Quartiles of about 16/29/48 days for clothing, 10/20/35 for shoes, 3/7/14 for accessories. */
  public static final Map<String, RepurchaseTiming> BY_GROUP =
      Map.of(
          Category.CLOTHING, new RepurchaseTiming(1.43, 38.0),
          Category.SHOES, new RepurchaseTiming(1.30, 27.0),
          Category.ACCESSORIES, new RepurchaseTiming(0.98, 10.2));

  static RepurchaseTiming of(String l1) {
    return BY_GROUP.get(l1);
  }

  /** The number of days within which a share of those who come back have done so. */
  public double quantile(double share) {
    return scaleDays * StrictMath.pow(-StrictMath.log1p(-share), 1 / shape);
  }

  /** Share of those who come back that have done so within a number of days. */
  public double cumulative(double days) {
    return -StrictMath.expm1(-StrictMath.pow(days / scaleDays, shape));
  }

  /** The quantile among those who come back within a horizon: what a curve cut there shows. */
  public double quantileWithin(double share, double horizonDays) {
    return quantile(share * cumulative(horizonDays));
  }

  int drawDays(Draw draw) {
    return Math.max(1, (int) StrictMath.ceil(quantile(draw.uniform())));
  }
}
