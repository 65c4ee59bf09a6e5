package io.tributary.statistics;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;

/**
 * Whether people were drawn into arms in the shares that were planned: Pearson's chi-square test.
 * Where they were not, something other than chance decided who is in which arm, and no difference
 * between the arms says anything (Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online
 * Controlled Experiments", KDD 2019, from where the level of the alarm is, too).
 */
public final class SampleRatio {
  /** Below it, the draw did not go as planned. */
  public static final double ALARM = 0.001;

  private SampleRatio() {}

  /**
   * The probability of counts at least as far from the shares by chance; null where there is
   * nobody, or only one arm could have anybody. A person in an arm whose share is 0 cannot be
   * chance.
   *
   * @param people by arm
   * @param shares by arm; need not add up to 1
   */
  public static Double p(long[] people, double[] shares) {
    long all = 0;
    double whole = 0;
    int arms = 0;
    for (int i = 0; i < people.length; i++) {
      all += people[i];
      whole += shares[i];
      arms += shares[i] > 0 ? 1 : 0;
    }
    if (all == 0 || arms < 2) {
      return null;
    }
    double chiSquare = 0;
    for (int i = 0; i < people.length; i++) {
      double expected = all * shares[i] / whole;
      if (expected > 0) {
        chiSquare += (people[i] - expected) * (people[i] - expected) / expected;
      } else if (people[i] > 0) {
        return 0.0;
      }
    }
    return 1 - new ChiSquaredDistribution(null, arms - 1).cumulativeProbability(chiSquare);
  }

  /** Whether one of some probabilities raises the alarm; null does not. */
  public static boolean alarms(Double... ps) {
    for (Double p : ps) {
      if (p != null && p < ALARM) {
        return true;
      }
    }
    return false;
  }
}
