package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.bench.RandIndex;
import io.tributary.workspace.Settings.CategoryPreference;
import io.tributary.workspace.Settings.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.junit.jupiter.api.Test;

/**
 * Customers with one of three planted tastes, most of whom have bought little of it: found nearly
 * as well as by those who know what was planted.
 */
class PlantedTastesTest {
  private static final int CUSTOMERS = 1_500;

  private static final double[][] TASTES = {
    {.40, .20, .15, .10, .05, .05, .05},
    {.05, .10, .40, .25, .10, .05, .05},
    {.10, .05, .05, .10, .15, .25, .30},
  };

  private final List<Vector> roots = new ArrayList<>();
  private final List<Integer> planted = new ArrayList<>();
  private final int[] purchases = new int[CUSTOMERS];

  PlantedTastesTest() {
    Random random = new Random(5);
    for (int i = 0; i < CUSTOMERS; i++) {
      int taste = random.nextInt(TASTES.length);
      planted.add(taste);
      purchases[i] = 2;
      while (purchases[i] < 25 && random.nextDouble() < 0.7) {
        purchases[i]++;
      }
      double[] shares = new double[TASTES[taste].length];
      for (int n = 0; n < purchases[i]; n++) {
        shares[drawn(TASTES[taste], random.nextDouble())] += 1.0 / purchases[i];
      }
      roots.add(rootsOf(shares));
    }
  }

  private static int drawn(double[] shares, double chance) {
    int category = 0;
    double left = chance - shares[0];
    while (left > 0 && category + 1 < shares.length) {
      category++;
      left -= shares[category];
    }
    return category;
  }

  private static Vector rootsOf(double[] shares) {
    double[] roots = new double[shares.length];
    for (int c = 0; c < roots.length; c++) {
      roots[c] = Math.sqrt(shares[c]);
    }
    return Vectors.dense(roots);
  }

  private double index(List<Vector> centres) {
    List<Integer> nearest = new ArrayList<>();
    for (Vector customer : roots) {
      int best = 0;
      for (int c = 1; c < centres.size(); c++) {
        best =
            Vectors.sqdist(customer, centres.get(c)) < Vectors.sqdist(customer, centres.get(best))
                ? c
                : best;
      }
      nearest.add(best);
    }
    return RandIndex.of(nearest, planted);
  }

  private ClusterTrainer.Clusters found(IntUnaryOperator points) {
    List<Vector> sample = new ArrayList<>();
    for (int i = 0; i < CUSTOMERS; i++) {
      sample.addAll(Collections.nCopies(points.applyAsInt(i), roots.get(i)));
    }
    CategoryPreference settings =
        new CategoryPreference(Level.L2, 365, 2, 6, 2, 7, 7, new BigDecimal("0.2"));
    return ClusterTrainer.train(TestSpark.session(), settings, sample, new double[][] {}, 0);
  }

  @Test
  void clustersAreNearlyAsGoodAsThePlantedSharesThemselves() {
    List<Vector> truth = List.of(TASTES).stream().map(PlantedTastesTest::rootsOf).toList();
    int[] weights = IntStream.of(purchases).map(PreferenceSample::weight).toArray();
    double pointsOfOne = PreferenceSample.pointsOfOne(weights);
    ClusterTrainer.Clusters weighed =
        found(i -> PreferenceSample.points(weights[i] * pointsOfOne, i));

    assertThat(weighed.centres()).hasDimensions(3, 7);
    assertThat(index(centres(weighed))).isGreaterThan(0.95 * index(truth));
    assertThat(index(centres(found(i -> 1)))).as("all alike").isLessThan(0.95 * index(truth));
  }

  private static List<Vector> centres(ClusterTrainer.Clusters clusters) {
    return List.of(clusters.centres()).stream().map(Vectors::dense).toList();
  }
}
