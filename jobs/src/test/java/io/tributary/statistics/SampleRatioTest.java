package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRatioTest {
  @Test
  void raisesTheAlarmBelowOneInAThousand() {
    Double fair = SampleRatio.p(new long[] {5_050, 4_950}, new double[] {0.5, 0.5});
    Double lost = SampleRatio.p(new long[] {5_050, 4_600}, new double[] {0.5, 0.5});

    // Chi-square 1 of one degree of freedom.
    assertThat(fair).isCloseTo(0.31731050786, within(1e-9));
    assertThat(SampleRatio.alarms(fair, null)).isFalse();
    assertThat(SampleRatio.alarms(fair, lost)).isTrue();
  }

  @Test
  void anArmThatShouldBeEmptyIsNoChance() {
    assertThat(SampleRatio.p(new long[] {50, 50, 1}, new double[] {0.5, 0.5, 0})).isZero();
    assertThat(SampleRatio.p(new long[] {0, 0}, new double[] {0.5, 0.5})).isNull();
    assertThat(SampleRatio.p(new long[] {7}, new double[] {1})).isNull();
  }
}
