package io.tributary.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The smallest difference between two arms that a two-sided test at 5 % finds four times out of
 * five: (1.96 + 0.84) standard errors, both arms varying as people do today.
 */
public final class DetectableEffect {
  private static final double POWER = 0.8;
  private static final double REACH =
      Distributions.Z_95 + new NormalDistribution(null, 0, 1).inverseCumulativeProbability(POWER);

  private DetectableEffect() {}

  /**
   * The difference of means; null where one arm has nobody.
   *
   * @param variance between people
   */
  public static Double of(double variance, double people, double others) {
    return people <= 0 || others <= 0
        ? null
        : Double.valueOf(REACH * StrictMath.sqrt(variance * (1 / people + 1 / others)));
  }
}
