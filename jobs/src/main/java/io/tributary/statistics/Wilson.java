package io.tributary.statistics;

/**
 * The 95 % interval of a share, as Wilson (1927) gives it: it stays between 0 and 1 and says
 * something even where nobody, or everybody, is counted.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Wilson(double low, double high) {

  /**
   * The interval of a share.
   *
   * @param part from 0 to {@code whole}
   * @param whole above 0
   */
  public static Wilson of(long part, long whole) {
    double share = (double) part / whole;
    double z2 = Distributions.Z_95 * Distributions.Z_95;
    double centre = (share + z2 / (2 * whole)) / (1 + z2 / whole);
    double half =
        Distributions.Z_95
            / (1 + z2 / whole)
            * StrictMath.sqrt(share * (1 - share) / whole + z2 / (4.0 * whole * whole));
    // At the ends rounding would leave 1e-17 where the formula has 0.
    return new Wilson(
        part == 0 ? 0 : Math.max(0, centre - half), part == whole ? 1 : Math.min(1, centre + half));
  }
}
