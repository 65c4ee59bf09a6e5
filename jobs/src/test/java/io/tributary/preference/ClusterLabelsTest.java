package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.customer.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** What clusters are called, and how far their mix moved. */
class ClusterLabelsTest {

  /** A mix of clusters with a hundred customers each, who spend shares (percent) of their money. */
  private static ClusterMix mix(int[]... shares) {
    List<Row> sums = new ArrayList<>();
    for (int cluster = 0; cluster < shares.length; cluster++) {
      sums.add(RowFactory.create(cluster, ClusterSums.FORMED, 100L));
      sums.add(RowFactory.create(cluster, ClusterSums.ALL, 150L));
      for (int category = 0; category < shares[cluster].length; category++) {
        sums.add(RowFactory.create(cluster, category, shares[cluster][category] * 1_000_000_000L));
      }
    }
    return new ClusterMix(sums, shares.length, shares[0].length);
  }

  private static String[] labels(ClusterMix mix, int clusters, String... categories) {
    return ClusterLabels.of(
        mix, IntStream.range(0, clusters).toArray(), Map.of(), Catalogue.Names.of(categories));
  }

  @Test
  void categoriesByShareTimesLogOfLiftUpToThree() {
    ClusterMix mix = mix(new int[] {40, 30, 15, 15, 0}, new int[] {40, 0, 5, 0, 55});

    assertThat(labels(mix, 2, "a", "b", "c", "d", "e")).containsExactly("b + d + c", "e");
  }

  @Test
  void aLargeCategoryThatEverybodyBuysSaysNothing() {
    ClusterMix mix = mix(new int[] {91, 9, 0}, new int[] {91, 0, 9});

    assertThat(labels(mix, 2, "a", "b", "c")).containsExactly("mixed", "mixed");
  }

  @Test
  void theBoundsBelongToTheLabel() {
    ClusterMix mix = mix(new int[] {10, 60, 30}, new int[] {0, 40, 60});

    // b has a lift of 60 / 50 = 1.2, c one of 60 / 45 in the second cluster.
    assertThat(labels(mix, 2, "a", "b", "c")).containsExactly("b + a", "c");
  }

  @Test
  void aClusterKeepsItsLabelWhileItIsNearlyTrue() {
    Catalogue.Names categories = Catalogue.Names.of("a", "b", "c");
    int[] ids = {7, 9};
    Map<Integer, String> before = Map.of(7, "b + a", 9, "c");

    // a has 9% in the first cluster now: not enough for a new label.
    ClusterMix near = mix(new int[] {9, 61, 30}, new int[] {0, 40, 60});
    assertThat(ClusterLabels.of(near, ids, Map.of(), categories)).containsExactly("b", "c");
    assertThat(ClusterLabels.of(near, ids, before, categories)).containsExactly("b + a", "c");

    ClusterMix far = mix(new int[] {7, 63, 30}, new int[] {0, 40, 60});
    assertThat(ClusterLabels.of(far, ids, before, categories)).containsExactly("b", "c");

    // What comes first now is not in it.
    ClusterMix another = mix(new int[] {10, 30, 60}, new int[] {0, 60, 40});
    assertThat(ClusterLabels.of(another, ids, before, categories)).containsExactly("c + a", "b");
    assertThat(ClusterLabels.of(another, new int[] {8, 10}, before, categories))
        .containsExactly("c + a", "b");
  }

  @Test
  void inChineseTheCategoriesKeepTheirNames() {
    assertThat(ClusterLabels.chinese("运动鞋 + 袜品")).isEqualTo("运动鞋、袜品偏好");
    assertThat(ClusterLabels.chinese("mixed")).isEqualTo("混合");
  }

  @Test
  void customersWhoAreOnlyAssignedCountButDoNotVote() {
    ClusterMix mix = mix(new int[] {100, 0}, new int[] {50, 50});

    assertThat(mix.customers()).isEqualTo(300);
    assertThat(mix.formedBy(0)).isEqualTo(100);
    assertThat(mix.shares()).containsExactly(0.75, 0.25);
    assertThat(mix.lift(1, 1)).isEqualTo(2);
  }

  @Test
  void driftIsTheStabilityIndexOverCategoriesByName() {
    PreferenceModel model = PreferenceModelTest.of(List.of("a", "b"), new double[] {0.6, 0.4});

    assertThat(MixDrift.since(model, new double[] {0.6, 0.4}, Catalogue.Names.of("a", "b")))
        .isZero();
    // (0.5 - 0.6) ln(0.5 / 0.6) + (0.5 - 0.4) ln(0.5 / 0.4)
    assertThat(MixDrift.since(model, new double[] {0.5, 0.5}, Catalogue.Names.of("a", "b")))
        .isCloseTo(0.040547, within(1e-6));
  }

  @Test
  void aRenamedCategoryIsADrift() {
    PreferenceModel model = PreferenceModelTest.of(List.of("a", "b"), new double[] {0.6, 0.4});

    assertThat(MixDrift.since(model, new double[] {0.6, 0.4}, Catalogue.Names.of("a", "z")))
        .isGreaterThan(6);
  }
}
