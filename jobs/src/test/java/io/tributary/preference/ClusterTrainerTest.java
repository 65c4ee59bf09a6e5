package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.Settings.CategoryPreference;
import io.tributary.workspace.Settings.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** Clusters of a few customers. */
class ClusterTrainerTest {
  private static final double[][] FIRST = {};

  private static ClusterTrainer.Clusters train(
      int from, int to, double[][] known, Vector... sample) {
    CategoryPreference settings =
        new CategoryPreference(Level.L2, 365, from, to, 2, 7, 7, new BigDecimal("0.2"));
    return ClusterTrainer.train(
        TestSpark.session(), settings, List.of(sample), known, known.length);
  }

  private static Vector customer(double... roots) {
    return Vectors.dense(roots).toSparse();
  }

  @Test
  void threeTastesAreThreeClustersTheLargestFirst() {
    List<Vector> sample = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double stray = 0.02 * (i % 5);
      sample.add(
          customer(stray, i % 6 == 0 ? 1 : 0, i % 6 == 0 ? 0 : i % 2, i % 6 == 0 ? 0 : 1 - i % 2));
    }
    ClusterTrainer.Clusters found = train(2, 6, FIRST, sample.toArray(Vector[]::new));

    assertThat(found.scores().keySet()).containsExactly(2, 3, 4, 5, 6);
    assertThat(found.centres()).hasDimensions(3, 4);
    assertThat(found.centres()[0][2]).isEqualTo(1);
    assertThat(found.centres()[1][3]).isEqualTo(1);
    assertThat(found.centres()[2][1]).isEqualTo(1);
  }

  @Test
  void oneCategoryIsOneCluster() {
    ClusterTrainer.Clusters found = train(3, 12, FIRST, customer(1), customer(1), customer(1));

    assertThat(found.centres()).isDeepEqualTo(new double[][] {{1}});
    assertThat(found.scores()).isEmpty();
  }

  @Test
  void customersWhoAreAllAlikeAreOneCluster() {
    assertThat(train(3, 12, FIRST, customer(0.6, 0.8), customer(0.6, 0.8)).centres())
        .isDeepEqualTo(new double[][] {{0.6, 0.8}});
  }

  @Test
  void fewerDifferentCustomersThanClustersAreAClusterEach() {
    assertThat(train(3, 12, FIRST, customer(1, 0), customer(0, 1), customer(1, 0)).centres())
        .isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
  }

  @Test
  void oneCustomerIsACluster() {
    assertThat(train(3, 12, FIRST, customer(0, 1)).centres())
        .isDeepEqualTo(new double[][] {{0, 1}});
  }

  @Test
  void aCentreOfTheLastTrainingThatNobodyIsNearToAnyMoreIsNoCluster() {
    double[][] known = new double[3][62];
    known[0][0] = 1;
    known[1][1] = 1;
    Arrays.fill(known[2], -1);
    // Everybody differs a little in a way of their own, which a third centre hardly makes cheaper.
    Vector[] sample = new Vector[60];
    for (int i = 0; i < sample.length; i++) {
      double[] roots = new double[62];
      roots[i % 2] = 1;
      roots[2 + i] = 0.3;
      sample[i] = customer(roots);
    }
    ClusterTrainer.Clusters found = train(3, 3, known, sample);

    assertThat(found.centres()).hasDimensions(2, 62);
    assertThat(found.k()).isEqualTo(3);
    assertThat(found.scores()).as("three were looked for").containsOnlyKeys(3);
    assertThat(train(2, 3, known, sample).scores()).as("each k's is kept").containsOnlyKeys(2, 3);
  }

  @Test
  void theNumberOfClustersChangesOnlyForAClearlyBetterOne() {
    Map<Integer, Double> scores = Map.of(3, 0.40, 4, 0.50, 5, 0.50, 6, 0.515);

    assertThat(ClusterTrainer.bestK(scores, 0)).contains(6);
    assertThat(ClusterTrainer.bestK(scores, 5)).contains(5);
    assertThat(ClusterTrainer.bestK(scores, 3)).contains(6);
    assertThat(ClusterTrainer.bestK(Map.of(4, 0.5, 5, 0.5), 9)).contains(4);
    assertThat(ClusterTrainer.bestK(Map.of(), 3)).isEqualTo(Optional.empty());
  }
}
