package io.tributary.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The difference of the means of two small samples with its 95 % interval (Welch, 1947: the samples
 * may spread differently).
 */
public record WelchInterval(double difference, double low, double high) {

  /** The interval; each sample must have two values, and one of them must spread. */
  public static WelchInterval of(double[] sample, double[] other) {
    double one = StatUtils.variance(sample) / sample.length;
    double two = StatUtils.variance(other) / other.length;
    double error = StrictMath.sqrt(one + two);
    double freedom =
        (one + two)
            * (one + two)
            / (one * one / (sample.length - 1) + two * two / (other.length - 1));
    double reach = error * new TDistribution(null, freedom).inverseCumulativeProbability(0.975);
    double difference = StatUtils.mean(sample) - StatUtils.mean(other);
    return new WelchInterval(difference, difference - reach, difference + reach);
  }
}
