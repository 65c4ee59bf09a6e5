package io.tributary.preference;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What each cluster buys: the mean shares of its customers with {@code min_purchases}, and of all
 * such customers. Those who are only assigned to it count among its customers, not in the means:
 * one purchase says little about a share.
 */
final class ClusterMix {
  private final long[] formed;
  private final long[] all;
  private final double[][] shares;
  private final double[] overall;

  /**
   * Sums by cluster.
   *
   * @param sums {@code cluster, category, amount}, as {@link ClusterSums} has them
   */
  ClusterMix(List<Row> sums, int clusters, int categories) {
    formed = new long[clusters];
    all = new long[clusters];
    shares = new double[clusters][categories];
    for (Row sum : sums) {
      int cluster = sum.getInt(0);
      int category = sum.getInt(1);
      long amount = sum.getLong(2);
      switch (category) {
        case ClusterSums.FORMED -> formed[cluster] = amount;
        case ClusterSums.ALL -> all[cluster] = amount;
        default -> shares[cluster][category] = amount / ClusterSums.WHOLE;
      }
    }
    overall = new double[categories];
    for (int category = 0; category < categories; category++) {
      for (double[] ofCluster : shares) {
        overall[category] += ofCluster[category];
      }
      overall[category] /= Math.max(sum(formed), 1);
    }
  }

  /** Customers in a cluster. */
  long customers(int cluster) {
    return all[cluster];
  }

  /** Customers in all clusters. */
  long customers() {
    return sum(all);
  }

  /** Those of a cluster's customers whose purchases formed it. */
  long formedBy(int cluster) {
    return formed[cluster];
  }

  /** Mean share of a category in a cluster; 0 where nobody formed it. */
  double share(int cluster, int category) {
    return formed[cluster] == 0 ? 0 : shares[cluster][category] / formed[cluster];
  }

  /** Mean share of each category over all clusters. */
  double[] shares() {
    return overall.clone();
  }

  /** Mean share in a cluster over mean share in all; 0 where nobody bought the category. */
  double lift(int cluster, int category) {
    return overall[category] == 0 ? 0 : share(cluster, category) / overall[category];
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
