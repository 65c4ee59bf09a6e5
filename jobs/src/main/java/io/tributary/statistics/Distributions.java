package io.tributary.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Erf;

/** Quantiles and tails of distributions. */
public final class Distributions {
  /** The normal quantile of two-sided 95 % intervals, 1.96. */
  public static final double Z_95 =
      new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.975);

  private Distributions() {}

  /** The probability that a standard normal value lies at least as far from 0, on either side. */
  public static double twoSided(double z) {
    return Erf.erfc(StrictMath.abs(z) / StrictMath.sqrt(2));
  }

  /** The probability that a chi-square value of one degree of freedom is at least as large. */
  public static double chiSquareTail(double chiSquare) {
    return twoSided(StrictMath.sqrt(chiSquare));
  }
}
