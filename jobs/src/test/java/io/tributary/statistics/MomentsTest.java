package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void meansAndCovariancesOfLinearCombinations() {
    Moments moments = new Moments(2);
    moments.add(1, 10);
    moments.add(2, 30);
    moments.add(6, 20);

    assertThat(moments.mean(1, 0)).isEqualTo(3);
    assertThat(moments.variance(1, 0)).isEqualTo(7);
    assertThat(moments.covariance(new double[] {1, 0}, new double[] {0, 1})).isEqualTo(5);
    // Of x - y / 10: 0, -1, 4.
    assertThat(moments.mean(1, -0.1)).isCloseTo(1, within(1e-12));
    assertThat(moments.variance(1, -0.1)).isCloseTo(7, within(1e-12));
  }

  @Test
  void sumsAreExactWhereLongsWouldOverflow() {
    Moments one = new Moments(1);
    Moments other = new Moments(1);
    for (int i = 0; i < 50; i++) {
      one.add(3_000_000_000L);
      other.add(-3_000_000_001L);
    }

    assertThat(one.add(other).sum(0)).isEqualTo(-50);
    assertThat(one.variance(1))
        .isCloseTo(100 * Math.pow(3_000_000_000.5, 2) / 99, withinPercentage(1e-10));
  }

  @Test
  void oneLargeBuyerOverflowsNothing() {
    Moments moments = new Moments(2);
    moments.add(5_000_000_000L, -5_000_000_000L);
    moments.add(0, 0);

    assertThat(moments.variance(1, 0)).isEqualTo(1.25e19);
    assertThat(moments.covariance(new double[] {1, 0}, new double[] {0, 1})).isEqualTo(-1.25e19);
  }

  @Test
  void nothingVariesInOnePerson() {
    Moments moments = new Moments(1);
    moments.add(5);

    assertThat(moments.variance(1)).isZero();
  }
}
