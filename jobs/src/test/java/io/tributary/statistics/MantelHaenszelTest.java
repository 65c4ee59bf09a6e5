package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MantelHaenszelTest {
  private static final double CLOSE = 1e-12;

  /** Expected: statsmodels 0.15.0, StratifiedTable.test_null_odds(correction=False). */
  @Test
  void putsStrataTogether() {
    MantelHaenszel test = new MantelHaenszel();
    test.addStratum(100, 30, 20, 10);
    test.addStratum(50, 25, 30, 18);
    test.addStratum(20, 15, 15, 12);

    assertThat(test.both()).isEqualTo(40);
    assertThat(test.expected()).isCloseTo(32.25, within(CLOSE));
    assertThat(test.p()).isCloseTo(0.0038622513682149417, within(CLOSE));
  }

  @Test
  void strataThatSayNothingChangeNothingButTheNumbers() {
    MantelHaenszel test = new MantelHaenszel();
    test.addStratum(1, 1, 1, 1);
    test.addStratum(5, 5, 2, 2);
    test.addStratum(3, 0, 2, 0);

    assertThat(test.both()).isEqualTo(3);
    assertThat(test.expected()).isEqualTo(3);
    assertThat(test.p()).isNull();
  }
}
