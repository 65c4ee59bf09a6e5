package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A public experiment: Hillstrom's "MineThatData E-Mail Analytics And Data Mining Challenge"
 * (2008), 64,000 customers who got an e-mail about men's goods, one about women's, or none; who
 * visited, and who bought, within two weeks. The data is not in this repository, only its counts.
 *
 * <p>Expected: computed in Python from the counts, by the textbook formulas; the lifts of buying,
 * 118.8 % and 54.3 %, and p = 0.904 of the sample ratio are also in published analyses of the file.
 */
class PublishedExperimentTest {
  private static final long NO_EMAIL = 21_306;

  private static MeanEstimate share(long with, long people) {
    Moments moments = new Moments(1);
    for (long i = 0; i < people; i++) {
      moments.add(i < with ? 1 : 0);
    }
    return MeanEstimate.of(moments, 1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "men's: visits,   3894, 21307, 2262, 0.07658956, 0.06995335, 0.08322578, 0.7214046, 0.6384143, 0.8043950",
    "women's: visits, 3238, 21387, 2262, 0.04523311, 0.03889368, 0.05157254, 0.4260551, 0.3543991, 0.4977110",
    "men's: buyers,    267, 21307,  122, 0.00680501, 0.00500013, 0.00860988, 1.1884219, 0.7215314, 1.6553123",
    "women's: buyers,  189, 21387,  122, 0.00311106, 0.00149864, 0.00472348, 0.5433130, 0.1932325, 0.8933936"
  })
  void hasTheKnownEffects(
      String name,
      long with,
      long people,
      long control,
      double difference,
      double low,
      double high,
      double lift,
      double liftLow,
      double liftHigh) {
    MeanEstimate email = share(with, people);
    MeanEstimate none = share(control, NO_EMAIL);
    double reach = Certainty.once().reach(people + NO_EMAIL);
    double error = email.errorOfDifference(none);

    assertThat(email.minus(none)).isCloseTo(difference, within(5e-8));
    assertThat(email.minus(none) - reach * error).isCloseTo(low, within(5e-8));
    assertThat(email.minus(none) + reach * error).isCloseTo(high, within(5e-8));
    assertThat(email.liftOver(none)).isCloseTo(lift, within(5e-7));
    assertThat(email.liftOver(none) - reach * email.errorOfLift(none))
        .isCloseTo(liftLow, within(5e-7));
    assertThat(email.liftOver(none) + reach * email.errorOfLift(none))
        .isCloseTo(liftHigh, within(5e-7));
  }

  @Test
  void wasDrawnAsPlanned() {
    assertThat(SampleRatio.p(new long[] {21_307, 21_387, NO_EMAIL}, new double[] {1, 1, 1}))
        .isCloseTo(0.90369, within(5e-6));
  }
}
