package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void isTheMiddleValueOrTheMeanOfTheMiddleTwo() {
    assertThat(Medians.twice(new int[] {7}, new long[] {1})).isEqualTo(14);
    assertThat(Medians.twice(new int[] {1, 4}, new long[] {1, 1})).isEqualTo(5);
    assertThat(Medians.twice(new int[] {1, 4, 9}, new long[] {2, 1, 2})).isEqualTo(8);
    assertThat(Medians.twice(new int[] {1, 4, 9}, new long[] {2, 1, 1})).isEqualTo(5);
  }
}
