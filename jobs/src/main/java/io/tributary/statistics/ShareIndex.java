package io.tributary.statistics;

/**
 * How much more frequent something is in a segment than in the base that holds the segment: 100
 * times the share in the segment over that in the base (target group index).
 *
 * <p>The interval is of 95 %, by the delta method on the logarithm, with the segment and the rest
 * of the base as independent samples. p compares these two by the pooled z-test of two proportions.
 *
 * @param inSegment people of the segment who have it, of {@code segment}
 * @param inBase people of the base who have it, of {@code base}; both with those of the segment
 */
public record ShareIndex(long inSegment, long segment, long inBase, long base) {

  /** The share in the segment. */
  public double share() {
    return (double) inSegment / segment;
  }

  /** The share in the base. */
  public double baseShare() {
    return (double) inBase / base;
  }

  /** The index. */
  public double index() {
    return 100 * share() / baseShare();
  }

  /** The lower end of the interval. */
  public double low() {
    return index() * StrictMath.exp(-Distributions.Z_95 * error());
  }

  /** The upper end of the interval. */
  public double high() {
    return index() * StrictMath.exp(Distributions.Z_95 * error());
  }

  private long rest() {
    return base - segment;
  }

  private double shareOfRest() {
    return rest() == 0 ? 0 : (double) (inBase - inSegment) / rest();
  }

  /** The standard error of the index's logarithm; the segment is a part of its own base. */
  private double error() {
    double weight = (double) segment / base;
    double bySegment = 1 / share() - weight / baseShare();
    double byRest = (1 - weight) / baseShare();
    double variance = bySegment * bySegment * share() * (1 - share()) / segment;
    if (rest() > 0) {
      variance += byRest * byRest * shareOfRest() * (1 - shareOfRest()) / rest();
    }
    return StrictMath.sqrt(variance);
  }

  /**
   * The probability of a difference at least as large by chance; null where there is no rest, or
   * all or none have it.
   */
  public Double p() {
    double pooled = baseShare();
    if (rest() == 0 || pooled == 0 || pooled == 1) {
      return null;
    }
    double error = StrictMath.sqrt(pooled * (1 - pooled) * (1.0 / segment + 1.0 / rest()));
    return Distributions.twoSided((share() - shareOfRest()) / error);
  }
}
