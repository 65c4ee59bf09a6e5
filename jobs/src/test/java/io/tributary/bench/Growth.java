package io.tributary.bench;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How the time of a job grows with the number of customers, by times at several sizes: as {@code a
 * + b n}, and from the smallest size to the largest as the ratio of times over the ratio of sizes,
 * which is 1 where it is linear.
 */
record Growth(List<Long> sizes, List<Double> seconds) {
  /** A tenth above linear still counts as such: 10 M in at most 11 times the time of 1 M. */
  static final double TOLERATED = 1.1;

  private int last() {
    return sizes.size() - 1;
  }

  /** Ratio of times over ratio of sizes, from one size to a larger one. */
  double factor(int from, int to) {
    double times = seconds.get(to) / seconds.get(from);
    return times / ((double) sizes.get(to) / sizes.get(from));
  }

  double factor() {
    return factor(0, last());
  }

  /** In words. */
  String verdict() {
    if (factor() > TOLERATED) {
      return "more than linear";
    }
    return factor() >= 1 / TOLERATED ? "linear" : "less than linear: " + fixed();
  }

  /** What there is to do whatever the size, and what each million customers adds. */
  private String fixed() {
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < sizes.size(); i++) {
      line.addData(sizes.get(i), seconds.get(i));
    }
    return String.format(
        Locale.ROOT,
        "about %.1f s + %.0f s per million",
        Math.max(0, line.getIntercept()),
        Math.max(0, line.getSlope() * 1e6));
  }
}
