package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepurchaseTimingTest {
  private static final int HORIZON = 90;

  @ParameterizedTest
  @ValueSource(strings = {Category.CLOTHING, Category.SHOES, Category.ACCESSORIES})
  void peopleComeBackWhenThePlantedDistributionSays(String group) {
    World world = World.of(new GenerateOptions(20_000, 1, 7, "unused"));
    People people = new People(world);
    LocalDate followedUpFrom = world.nights().last().minusDays(HORIZON);
    int[] gaps =
        LongStream.range(0, 20_000)
            .mapToObj(people::person)
            .filter(person -> person.entryGroup().equals(group))
            .filter(person -> person.entryOn().isBefore(followedUpFrom))
            .map(person -> planOf(person, world).days())
            .filter(days -> days.size() > 1)
            .mapToInt(days -> (int) ChronoUnit.DAYS.between(days.get(0), days.get(1)))
            .filter(gap -> gap <= HORIZON)
            .sorted()
            .toArray();
    assertThat(gaps).hasSizeGreaterThan(1000);
    RepurchaseTiming timing = RepurchaseTiming.of(group);
    for (double share : List.of(0.25, 0.5, 0.75)) {
      // Gaps are whole days, rounded up.
      double planted = Math.ceil(timing.quantileWithin(share, HORIZON));
      assertThat((double) gaps[(int) (share * gaps.length)])
          .as("%.0f %% quantile of %s", share * 100, group)
          .isCloseTo(planted, within(Math.max(1, planted * 0.08)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.25, 0.5, 0.75, 0.99})
  void quantilesInvertTheDistribution(double share) {
    RepurchaseTiming timing = new RepurchaseTiming(1.43, 38);
    assertThat(timing.cumulative(timing.quantile(share))).isCloseTo(share, within(1e-12));
  }

  private static PurchasePlan planOf(Person person, World world) {
    Draw draw = Draw.of(world.seed(), "life", person.id()).fork("plan");
    return PurchasePlan.of(person, world.nights(), draw);
  }
}
