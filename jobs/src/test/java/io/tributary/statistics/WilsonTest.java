package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against the score intervals that Newcombe (1998), Statistics in Medicine 17, tabulates. */
class WilsonTest {
  @Test
  void isTheScoreInterval() {
    assertThat(Wilson.of(81, 263).low()).isCloseTo(0.2553, within(5e-5));
    assertThat(Wilson.of(81, 263).high()).isCloseTo(0.3662, within(5e-5));
    assertThat(Wilson.of(15, 148).low()).isCloseTo(0.0624, within(5e-5));
    assertThat(Wilson.of(15, 148).high()).isCloseTo(0.1605, within(5e-5));
    assertThat(Wilson.of(1, 29).low()).isCloseTo(0.0061, within(5e-5));
    assertThat(Wilson.of(1, 29).high()).isCloseTo(0.1718, within(5e-5));
  }

  @Test
  void nobodyAndEverybodyHaveAnInterval() {
    assertThat(Wilson.of(0, 20).low()).isZero();
    assertThat(Wilson.of(0, 20).high()).isCloseTo(0.1611, within(5e-5));
    assertThat(Wilson.of(20, 20).low()).isCloseTo(0.8389, within(5e-5));
    assertThat(Wilson.of(20, 20).high()).isEqualTo(1);
  }
}
