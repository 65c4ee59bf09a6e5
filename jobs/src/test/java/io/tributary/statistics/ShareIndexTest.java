package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareIndexTest {
  /**
   * Expected p: statsmodels 0.15.0, proportions_ztest([30, 170], [100, 900]); the interval: the
   * same formula with its derivatives taken numerically, by numpy.
   */
  @Test
  void comparesASegmentWithTheBaseThatHoldsIt() {
    ShareIndex index = new ShareIndex(30, 100, 200, 1000);

    assertThat(index.share()).isEqualTo(0.3);
    assertThat(index.baseShare()).isEqualTo(0.2);
    assertThat(index.index()).isCloseTo(150, within(1e-9));
    assertThat(index.low()).isCloseTo(113.44807033, within(1e-6));
    assertThat(index.high()).isCloseTo(198.32862679, within(1e-6));
    assertThat(index.p()).isCloseTo(0.008407994577249306, within(1e-12));
  }

  @Test
  void aSegmentThatIsTheBaseHasNoRestToDifferFrom() {
    ShareIndex index = new ShareIndex(20, 100, 20, 100);

    assertThat(index.index()).isEqualTo(100);
    assertThat(index.low()).isEqualTo(100);
    assertThat(index.high()).isEqualTo(100);
    assertThat(index.p()).isNull();
  }

  @Test
  void whatEverybodyHasTellsNothing() {
    assertThat(new ShareIndex(10, 10, 100, 100).p()).isNull();
    assertThat(new ShareIndex(10, 10, 100, 100).index()).isEqualTo(100);
  }
}
