package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DetectableEffectTest {
  /** Half a standard deviation needs 63 people per arm: the textbook's number for a normal test. */
  @Test
  void isHalfAStandardDeviationOfSixtyThree() {
    assertThat(DetectableEffect.of(1, 63, 63)).isLessThan(0.5);
    assertThat(DetectableEffect.of(1, 62, 62)).isGreaterThan(0.5);
    assertThat(DetectableEffect.of(1, 0, 62)).isNull();
  }

  @Test
  void fourTestsOfFiveFindIt() {
    RandomGenerator random = new SplittableRandom(7);
    int experiments = 20_000;
    double truth = DetectableEffect.of(1, 300, 100);
    double error = Math.sqrt(1 / 300.0 + 1 / 100.0);
    int found = 0;
    for (int i = 0; i < experiments; i++) {
      double difference = truth + error * random.nextGaussian();
      found += Math.abs(difference) > Distributions.Z_95 * error ? 1 : 0;
    }

    // Four standard errors.
    assertThat(found / (double) experiments).isBetween(0.788, 0.812);
  }
}
