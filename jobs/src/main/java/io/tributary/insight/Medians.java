package io.tributary.insight;

/** The median of values that are told by how often there is each. */
final class Medians {
  private Medians() {}

  /**
   * Twice the median, so that it is a whole number: that of an even number of values is the mean of
   * the middle two.
   *
   * @param values ascending
   * @param counts how often there is each; there must be one
   */
  static long twice(int[] values, long[] counts) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    return (long) at(values, counts, (all + 1) / 2) + at(values, counts, all / 2 + 1);
  }

  /** The value at a rank, from 1. */
  private static int at(int[] values, long[] counts, long rank) {
    long seen = 0;
    int place = -1;
    while (seen < rank) {
      seen += counts[++place];
    }
    return values[place];
  }
}
