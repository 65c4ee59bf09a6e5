package io.tributary.effect;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * A number of each region and week. Regions differ for good, and weeks are good or bad everywhere;
 * what is left after both are taken out is what may go together.
 *
 * @param values by region, then week, the oldest week first
 */
record RegionPanel(double[][] values) {

  /** What is left of each value after the means of its region and of its week. */
  double[][] residuals() {
    int regions = values.length;
    int weeks = regions == 0 ? 0 : values[0].length;
    double all = Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElse(0);
    double[][] left = new double[regions][weeks];
    double[] ofWeek = new double[weeks];
    for (int w = 0; w < weeks; w++) {
      int week = w;
      ofWeek[w] = Arrays.stream(values).mapToDouble(region -> region[week]).average().orElse(0);
    }
    for (int r = 0; r < regions; r++) {
      double ofRegion = Arrays.stream(values[r]).average().orElse(0);
      for (int w = 0; w < weeks; w++) {
        left[r][w] = values[r][w] - ofRegion - ofWeek[w] + all;
      }
    }
    return left;
  }

  private RegionPanel without(int region) {
    double[][] others = new double[values.length - 1][];
    for (int r = 0; r < others.length; r++) {
      others[r] = values[r < region ? r : r + 1];
    }
    return new RegionPanel(others);
  }

  /** How two numbers go together from week to week; not a number where one never changes. */
  double correlation(RegionPanel other) {
    double[] mine = Arrays.stream(residuals()).flatMapToDouble(Arrays::stream).toArray();
    double[] theirs = Arrays.stream(other.residuals()).flatMapToDouble(Arrays::stream).toArray();
    return new PearsonsCorrelation().correlation(mine, theirs);
  }

  /**
   * The standard error of the correlation, by leaving out region after region (the jackknife): the
   * weeks of one region are not independent of each other.
   */
  double errorOfCorrelation(RegionPanel other) {
    int regions = values.length;
    double[] without = new double[regions];
    for (int r = 0; r < regions; r++) {
      without[r] = without(r).correlation(other.without(r));
    }
    double mean = Arrays.stream(without).average().orElse(0);
    double squares = Arrays.stream(without).map(x -> (x - mean) * (x - mean)).sum();
    return StrictMath.sqrt(squares * (regions - 1) / regions);
  }

  /** Of each region: the mean of some weeks. */
  double[] means(int fromWeek, int untilWeek) {
    ToDoubleFunction<double[]> mean =
        region -> Arrays.stream(region, fromWeek, untilWeek).average().orElse(0);
    return Arrays.stream(values).mapToDouble(mean).toArray();
  }
}
