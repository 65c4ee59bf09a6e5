package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonIntervalTest {
  /** Expected: the formula of Wilson (1927), computed in Python. */
  @Test
  void staysWithinWhatIsPossible() {
    assertThat(WilsonInterval.of(5, 20).low()).isCloseTo(0.11186170140766566, within(1e-12));
    assertThat(WilsonInterval.of(5, 20).high()).isCloseTo(0.46870087761874396, within(1e-12));
    assertThat(WilsonInterval.of(0, 10).low()).isZero();
    assertThat(WilsonInterval.of(0, 10).high()).isCloseTo(0.27753279986288915, within(1e-12));
    assertThat(WilsonInterval.of(10, 10).high()).isEqualTo(1);
    assertThat(WilsonInterval.of(0, 0)).isNull();
  }
}
