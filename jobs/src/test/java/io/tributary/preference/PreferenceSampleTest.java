package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PreferenceSampleTest {
  @Test
  void whereMostBuyOftenEverybodyHasFewerPoints() {
    assertThat(PreferenceSample.mostEach(new int[] {1, 20})).isEqualTo(20);
    int[] heavy = new int[PreferenceSample.MOST];
    Arrays.fill(heavy, 20);
    assertThat(PreferenceSample.mostEach(heavy)).isEqualTo(5);
    Arrays.fill(heavy, 0, heavy.length / 2, 1);
    assertThat(PreferenceSample.mostEach(heavy)).isEqualTo(9);
  }
}
