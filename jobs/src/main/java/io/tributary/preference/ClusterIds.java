package io.tributary.preference;

/**
 * Keeps the ids of clusters from one training to the next: each new centre takes the id of the old
 * one that it is paired with in the optimal assignment by cosine. Centres whose cosine is below
 * {@link #SAME} are never paired. Who is paired with none is new and gets a number that was never
 * given before.
 */
final class ClusterIds {
  /** Cosine from which on two centres may be the same cluster. */
  static final double SAME = 0.8;

  private ClusterIds() {}

  /**
   * The ids of new centres.
   *
   * @param old centres of the last training, in the dimensions of the new ones
   * @param oldIds theirs
   * @param lastId the largest id that was ever given
   */
  static int[] match(Centres centres, Centres old, int[] oldIds, int lastId) {
    int count = centres.coordinates().length;
    double[][] worth = new double[count][old.coordinates().length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < worth[i].length; j++) {
        double cosine = cosine(centres, i, old, j);
        worth[i][j] = cosine >= SAME ? cosine : 0;
      }
    }
    int[] place = Assignment.best(worth);
    int[] ids = new int[count];
    int next = lastId;
    for (int i = 0; i < ids.length; i++) {
      ids[i] = place[i] == Assignment.NONE ? ++next : oldIds[place[i]];
    }
    return ids;
  }

  private static double cosine(Centres centres, int i, Centres old, int j) {
    double common = 0;
    for (int c = 0; c < centres.coordinates()[i].length; c++) {
      common += centres.coordinates()[i][c] * old.coordinates()[j][c];
    }
    double lengths = centres.squaredLengths()[i] * old.squaredLengths()[j];
    return lengths == 0 ? 0 : common / Math.sqrt(lengths);
  }
}
