package io.tributary.customer;

import java.io.Serializable;

/**
 * Finds the preference cluster whose centre is nearest to what a customer spent, in the space of
 * the square roots of shares. In it every customer has length 1, so that a category that no centre
 * has (one that is newer than the clusters) is as far from all of them and decides nothing.
 */
public final class NearestCluster implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int level;
  private final int[] ids;
  private final String[] labels;
  private final double[][] centres;
  private final double[] squaredLengths;

  /**
   * Clusters; of two that are equally near, the one that stands first is taken.
   *
   * @param level of the categories, from 0
   * @param centres of each cluster: a coordinate per category, by today's numbers
   * @param squaredLengths of each whole centre, categories that are gone by now included
   */
  public NearestCluster(
      int level, int[] ids, String[] labels, double[][] centres, double[] squaredLengths) {
    this.level = level;
    this.ids = ids.clone();
    this.labels = labels.clone();
    this.centres = centres.clone();
    this.squaredLengths = squaredLengths.clone();
  }

  /** Level of the categories that the clusters are about, from 0. */
  public int level() {
    return level;
  }

  /** How many clusters there are. */
  public int count() {
    return ids.length;
  }

  /** The id of the cluster at a place. */
  public int id(int place) {
    return ids[place];
  }

  /** The label of the cluster at a place. */
  public String label(int place) {
    return labels[place];
  }

  /** The place of the nearest cluster, from 0; there must be one, and something spent. */
  public int nearest(Tally spent) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      double distance = squaredDistance(i, spent);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  /** The squared distance from the centre of the cluster at a place; something must be spent. */
  public double squaredDistance(int cluster, Tally spent) {
    double common = 0;
    for (int place = 0; place < spent.size(); place++) {
      common += Math.sqrt(spent.sum(place)) * centres[cluster][spent.key(place)];
    }
    return 1 + squaredLengths[cluster] - 2 * common / Math.sqrt(spent.total());
  }
}
