package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SoakTest {
  @Test
  void nightsThatVaryByChanceAreLevel() {
    Random chance = new Random(7);
    assertThat(verdict(night -> 30 + chance.nextGaussian())).isEqualTo("level");
  }

  @Test
  void nightsThatGrowWithTheDataAreLevel() {
    assertThat(verdict(night -> 30 + night * 0.05)).isEqualTo("level");
  }

  @Test
  void nightsThatGrowByMoreAreCreeping() {
    assertThat(verdict(night -> 30 + night * 0.2)).isEqualTo("creeping");
  }

  /** Of sixty nights in which the data grew by 10%. */
  private static String verdict(IntToDoubleFunction seconds) {
    List<NightCost> nights = new ArrayList<>();
    for (int night = 0; night <= 60; night++) {
      // The first ones are the full build and what settles after it.
      double took = night < 3 ? 500 : seconds.applyAsDouble(night);
      nights.add(new NightCost("2025-06-30", took, 0, 0, Map.of(), List.of(), null));
    }
    return new Soak.Result(100_000, "2025-06-30", null, nights, null, Map.of())
        .trend(NightCost::seconds)
        .verdict(0.1);
  }
}
