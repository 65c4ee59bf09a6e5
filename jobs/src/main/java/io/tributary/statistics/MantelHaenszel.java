package io.tributary.statistics;

/**
 * Whether two properties of people go together within strata of people who are alike otherwise:
 * Mantel and Haenszel (1959), with the hypergeometric variance and without continuity correction.
 * Strata of one person, or in which all or none have a property, say nothing and do no harm.
 */
public final class MantelHaenszel {
  private long both;
  private double expected;
  private double variance;

  /** Adds a stratum of n people, of whom so many have property a, b, and both. */
  public void addStratum(long n, long a, long b, long both) {
    this.both += both;
    if (n == 0) {
      return;
    }
    double size = n;
    expected += a * (b / size);
    if (n > 1) {
      variance += (a / size) * (b / size) * (n - a) * ((n - b) / (size - 1));
    }
  }

  /** How many have both. */
  public long both() {
    return both;
  }

  /** How many would have both if the properties had nothing to do with each other. */
  public double expected() {
    return expected;
  }

  /** The probability of a difference at least as large by chance; null where none is possible. */
  public Double p() {
    double difference = both - expected;
    return variance == 0
        ? null
        : Double.valueOf(Distributions.chiSquareTail(difference * difference / variance));
  }
}
