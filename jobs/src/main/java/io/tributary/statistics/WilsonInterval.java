package io.tributary.statistics;

/**
 * The 95 % interval of a share (Wilson, 1927): it stays between 0 and 1, and holds its level where
 * the share is near either.
 */
public record WilsonInterval(double low, double high) {

  /**
   * Of {@code part} in {@code whole}; null where the whole is 0, for then nothing is known.
   */
  public static WilsonInterval of(long part, long whole) {
    if (whole == 0) {
      return null;
    }
    double n = whole;
    double share = part / n;
    double z2 = Distributions.Z_95 * Distributions.Z_95;
    double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half =
        Distributions.Z_95
            * StrictMath.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
            / (1 + z2 / n);
    // By rounding alone an end may come out beyond what is possible.
    return new WilsonInterval(
        part == 0 ? 0 : middle - half, part == whole ? 1 : Math.min(1, middle + half));
  }
}
