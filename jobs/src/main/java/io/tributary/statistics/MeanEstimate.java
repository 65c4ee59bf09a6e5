package io.tributary.statistics;

/**
 * A mean of people, and how sure it is.
 *
 * @param error its standard error
 */
public record MeanEstimate(long people, double mean, double error) {

  /** The mean of a linear combination of what people have; there must be somebody. */
  public static MeanEstimate of(Moments moments, double... weights) {
    double variance = moments.variance(weights) / moments.people();
    return new MeanEstimate(moments.people(), moments.mean(weights), StrictMath.sqrt(variance));
  }

  /** By how much this mean is above that of other people, who are independent of these. */
  public double minus(MeanEstimate other) {
    return mean - other.mean;
  }

  /** The standard error of that difference. */
  public double errorOfDifference(MeanEstimate other) {
    return StrictMath.hypot(error, other.error);
  }

  /**
   * By which part of the other mean this one is above it. Null where the other mean is not clearly
   * above 0: then the quotient is anything, and so would be its interval.
   */
  public Double liftOver(MeanEstimate other) {
    return isClearlyPositive(other) ? Double.valueOf(mean / other.mean - 1) : null;
  }

  /** The standard error of that lift, by the delta method; null where there is no lift. */
  public Double errorOfLift(MeanEstimate other) {
    if (!isClearlyPositive(other)) {
      return null;
    }
    double quotient = mean / other.mean;
    return StrictMath.hypot(error, quotient * other.error) / other.mean;
  }

  private static boolean isClearlyPositive(MeanEstimate other) {
    return other.mean > 0 && other.mean > Distributions.Z_95 * other.error;
  }
}
