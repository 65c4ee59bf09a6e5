package io.tributary.customer;

import io.tributary.workspace.Settings.Cycle;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The purchase cycle of customers: their own median gap, or what is usual among those who began
 * with the same category, or among everybody (semantics.md, "Purchase cycle").
 */
public final class CycleNorms implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int OWN_GAPS = 3;
  private static final long ENOUGH_CUSTOMERS = 30;
  private static final double USUAL = 90;

  private final Map<Integer, Double> byCategory = new HashMap<>();
  private final double everybody;
  private final int min;
  private final int max;

  /**
   * Norms.
   *
   * @param counts of customers with a gap: entry category, twice their median gap, how many; in any
   *     order
   */
  CycleNorms(Iterable<long[]> counts, Cycle bounds) {
    this.min = bounds.min();
    this.max = bounds.max();
    Map<Integer, TreeMap<Long, Long>> histograms = new HashMap<>();
    TreeMap<Long, Long> all = new TreeMap<>();
    for (long[] count : counts) {
      if (count[0] != Catalogue.NO_CATEGORY) {
        histograms
            .computeIfAbsent((int) count[0], c -> new TreeMap<>())
            .merge(count[1], count[2], Long::sum);
      }
      all.merge(count[1], count[2], Long::sum);
    }
    histograms.forEach(
        (category, histogram) -> {
          if (customers(histogram) >= ENOUGH_CUSTOMERS) {
            byCategory.put(category, median(histogram));
          }
        });
    everybody = customers(all) >= ENOUGH_CUSTOMERS ? median(all) : USUAL;
  }

  private static long customers(TreeMap<Long, Long> histogram) {
    return histogram.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The mean of the middle two of an even number; values are twice the days. */
  private static double median(TreeMap<Long, Long> histogram) {
    long customers = customers(histogram);
    long[] ranks = {(customers + 1) / 2, customers / 2 + 1};
    double[] values =
        Arrays.stream(ranks).mapToDouble(rank -> valueAt(histogram, rank) / 2.0).toArray();
    return (values[0] + values[1]) / 2;
  }

  private static long valueAt(TreeMap<Long, Long> histogram, long rank) {
    long seen = 0;
    for (Map.Entry<Long, Long> entry : histogram.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException("rank " + rank + " of " + seen);
  }

  /**
   * A customer's cycle in days.
   *
   * @param entryCategory {@link Catalogue#NO_CATEGORY} if they began with none
   */
  double cycle(PurchaseDays days, int entryCategory) {
    return bounded(
        days.gaps() >= OWN_GAPS
            ? days.twiceMedianGap() / 2.0
            : byCategory.getOrDefault(entryCategory, everybody));
  }

  /** What is usual among everybody: the cycle, too, of somebody who has bought nothing yet. */
  double usual() {
    return bounded(everybody);
  }

  private double bounded(double days) {
    return Math.min(Math.max(days, min), max);
  }
}
