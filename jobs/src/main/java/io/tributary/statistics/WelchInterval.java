package io.tributary.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The difference of the means of two small samples with its 95 % interval (Welch, 1947: the samples
 * may spread differently).
 *
 * @param low null where neither sample spreads: nothing then says how far off the difference may be
 * @param high likewise
 */
public record WelchInterval(double difference, Double low, Double high) {

  /** The interval; each sample must have two values. */
  public static WelchInterval of(double[] sample, double[] other) {
    double one = StatUtils.variance(sample) / sample.length;
    double two = StatUtils.variance(other) / other.length;
    double difference = StatUtils.mean(sample) - StatUtils.mean(other);
    double error = StrictMath.sqrt(one + two);
    if (error == 0) {
      return new WelchInterval(difference, null, null);
    }
    double freedom =
        (one + two)
            * (one + two)
            / (one * one / (sample.length - 1) + two * two / (other.length - 1));
    double reach = error * new TDistribution(null, freedom).inverseCumulativeProbability(0.975);
    return new WelchInterval(difference, difference - reach, difference + reach);
  }
}
