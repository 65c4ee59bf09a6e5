package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PreferenceSampleTest {
  @Test
  void whoBoughtMuchCountsForMoreButNeverForACluster() {
    assertThat(PreferenceSample.weight(2)).isEqualTo(1);
    assertThat(PreferenceSample.weight(4)).isEqualTo(27);
    assertThat(PreferenceSample.weight(16)).isEqualTo(3375);
    assertThat(PreferenceSample.weight(900)).isEqualTo(3375);
    assertThat(PreferenceSample.weight(1)).as("min_purchases: 1").isEqualTo(1);
  }

  @Test
  void fewCustomersHaveAPointForEveryUnitOfWeightAndManyShareWhatThereIs() {
    assertThat(PreferenceSample.pointsOfOne(new int[] {1, 3375})).isEqualTo(1);
    int[] heavy = new int[PreferenceSample.MOST];
    Arrays.fill(heavy, 10);
    assertThat(PreferenceSample.pointsOfOne(heavy)).isEqualTo(0.25);
    assertThat(PreferenceSample.pointsOfOne(Arrays.copyOf(heavy, 1_000))).isEqualTo(1);
    Arrays.fill(heavy, 100);
    assertThat(PreferenceSample.pointsOfOne(Arrays.copyOf(heavy, 1_000))).isEqualTo(0.1);
  }

  @Test
  void aFractionOfAPointIsOneForThatShareOfCustomersAndForTheSameOnes() {
    assertThat(LongStream.range(0, 10_000).mapToInt(id -> PreferenceSample.points(0.25, id)).sum())
        .isBetween(2_300, 2_700);
    assertThat(LongStream.range(0, 10_000).map(id -> PreferenceSample.points(7, id)).distinct())
        .containsExactly(7L);
    LongStream.range(0, 1_000)
        .filter(id -> PreferenceSample.points(0.25, id) == 1)
        .forEach(id -> assertThat(PreferenceSample.points(0.5, id)).isEqualTo(1));
  }
}
