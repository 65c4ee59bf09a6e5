package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CertaintyTest {
  /** Expected: the formula of theorem 2.2, computed in Python, at the planned number of people. */
  @Test
  void intervalsThatHoldAlwaysAreLonger() {
    assertThat(Certainty.once().reach(1_000)).isCloseTo(1.959964, within(1e-6));
    assertThat(Certainty.always(1_000).reach(1_000)).isCloseTo(3.035446396635931, within(1e-12));
    assertThat(Certainty.always(1_000).reach(100)).isGreaterThan(3.035446396635931);
  }

  @Test
  void pIsFivePercentWhereTheIntervalEnds() {
    for (Certainty certainty : new Certainty[] {Certainty.once(), Certainty.always(500)}) {
      assertThat(certainty.p(certainty.reach(700), 700)).isCloseTo(0.05, within(1e-9));
    }
  }

  @Test
  void whoLooksEveryNightIsWrongInOneOfTwentyAtMost() {
    RandomGenerator random = new SplittableRandom(11);
    Certainty always = Certainty.always(1_000);
    int wrong = 0;
    int wrongIfReadOnce = 0;
    for (int experiment = 0; experiment < 1_000; experiment++) {
      double sum = 0;
      boolean isWrong = false;
      boolean isWrongOnce = false;
      for (int n = 1; n <= 2_000; n++) {
        sum += random.nextGaussian();
        double z = sum / Math.sqrt(n);
        if (n % 50 == 0) {
          isWrong |= Math.abs(z) > always.reach(n);
          isWrongOnce |= Math.abs(z) > Certainty.once().reach(n);
        }
      }
      wrong += isWrong ? 1 : 0;
      wrongIfReadOnce += isWrongOnce ? 1 : 0;
    }

    assertThat(wrong).isLessThan(50);
    assertThat(wrongIfReadOnce).isGreaterThan(200);
  }
}
