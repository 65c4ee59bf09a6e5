package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The difference of the means of two small samples. */
class WelchIntervalTest {
  /** Hours of sleep gained by two drugs (Student, 1908); R has them as {@code sleep}. */
  private static final double[] ONE = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] TWO = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void isWhatRFinds() {
    WelchInterval interval = WelchInterval.of(ONE, TWO);

    // t.test(extra ~ group, data = sleep)
    assertThat(interval.difference()).isCloseTo(-1.58, within(1e-9));
    assertThat(interval.low()).isCloseTo(-3.3654832, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.2054832, within(1e-6));
  }

  @Test
  void oneSampleMayNotSpread() {
    WelchInterval interval = WelchInterval.of(new double[] {1, 2, 3}, new double[] {0, 0, 0});

    // The interval of one mean: 2 ± t(0.975; 2) / sqrt(3), and t is 4.302653.
    assertThat(interval.low()).isCloseTo(2 - 4.302653 / Math.sqrt(3), within(1e-6));
    assertThat(interval.high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), within(1e-6));
  }

  @Test
  void withoutAnySpreadThereIsNoInterval() {
    assertThat(WelchInterval.of(new double[] {0, 0, 0}, new double[] {0, 0, 0, 0}))
        .isEqualTo(new WelchInterval(0, null, null));
  }
}
