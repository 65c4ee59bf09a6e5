package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final List<Long> SIZES = List.of(100_000L, 1_000_000L);

  @Test
  void upToATenthAboveLinearIsLinear() {
    assertThat(new Growth(SIZES, List.of(10.0, 110.0)).verdict()).isEqualTo("linear");
    assertThat(new Growth(SIZES, List.of(10.0, 112.0)).verdict()).isEqualTo("more than linear");
  }

  @Test
  void whatIsThereWhateverTheSizeIsToldApart() {
    assertThat(new Growth(SIZES, List.of(12.0, 30.0)).verdict())
        .isEqualTo("less than linear: about 10.0 s + 20 s per million");
  }
}
