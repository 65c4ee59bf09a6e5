package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of the ids of clusters at the next training. */
class ClusterIdsTest {
  private static final double[] SHOES = {1, 0, 0, 0};
  private static final double[] SKIRTS = {0, 1, 0, 0};
  private static final double[] BAGS = {0, 0, 1, 0};
  private static final double[] HATS = {0, 0, 0, 1};

  private static int[] match(double[][] centres, double[][] old, int[] oldIds, int lastId) {
    return ClusterIds.match(Centres.of(centres), Centres.of(old), oldIds, lastId);
  }

  @Test
  void theFirstTrainingNumbersFromOne() {
    assertThat(match(new double[][] {SHOES, SKIRTS}, new double[0][], new int[0], 0))
        .containsExactly(1, 2);
  }

  @Test
  void permutedCentresTakeTheirIdsWithThem() {
    double[][] old = {SHOES, SKIRTS, BAGS};
    double[][] now = {BAGS, {0.9, 0.1, 0, 0}, SKIRTS};

    assertThat(match(now, old, new int[] {1, 2, 3}, 3)).containsExactly(3, 1, 2);
  }

  @Test
  void ofASplitClusterTheNearerPartKeepsTheId() {
    double[][] old = {{0.7, 0.7, 0, 0}, BAGS};
    double[][] now = {{0.7, 0.4, 0, 0}, {0.6, 0.7, 0, 0}, BAGS};

    assertThat(match(now, old, new int[] {1, 2}, 2)).containsExactly(3, 1, 2);
  }

  @Test
  void aVanishedIdIsNeverGivenAgain() {
    int[] afterwards = match(new double[][] {SHOES}, new double[][] {SHOES, SKIRTS}, ids(1, 2), 2);
    assertThat(afterwards).containsExactly(1);

    assertThat(match(new double[][] {SHOES, SKIRTS}, new double[][] {SHOES}, afterwards, 2))
        .containsExactly(1, 3);
  }

  @Test
  void aCosineBelowTheBoundIsAnotherCluster() {
    double[][] old = {SHOES};

    assertThat(match(new double[][] {{0.81, 0.5864, 0, 0}}, old, ids(1), 1)).containsExactly(1);
    assertThat(match(new double[][] {{0.79, 0.6131, 0, 0}}, old, ids(1), 1)).containsExactly(2);
  }

  @Test
  void whatWasLikedAndIsNotInTheCatalogueAnyMoreCounts() {
    Centres old = new Centres(new double[][] {{0.5, 0, 0, 0}}, new double[] {1});

    assertThat(ClusterIds.match(Centres.of(new double[][] {SHOES}), old, ids(1), 1))
        .containsExactly(2);
  }

  @Test
  void allClustersMayBeNew() {
    assertThat(match(new double[][] {BAGS, HATS}, new double[][] {SHOES, SKIRTS}, ids(4, 5), 7))
        .containsExactly(8, 9);
  }

  private static int[] ids(int... ids) {
    return ids;
  }
}
