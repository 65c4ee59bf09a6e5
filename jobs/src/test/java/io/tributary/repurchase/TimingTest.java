package io.tributary.repurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.generate.RepurchaseTiming;
import io.tributary.statistics.KaplanMeier;
import io.tributary.statistics.SurvivalCounts;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimingTest {
  private static final RepurchaseRules RULES = rules(90, 365, 100, 30);

  private static RepurchaseRules rules(int horizon, int curve, int customers, int events) {
    return new RepurchaseRules(20_000, horizon, curve, customers, events, Map.of());
  }

  private static Timing timing(SurvivalCounts counts, RepurchaseRules rules) {
    return Timing.of(new KaplanMeier(counts), rules);
  }

  /** Ten people followed for long; some bought again on the given days. */
  private static SurvivalCounts tenPeople(int... days) {
    SurvivalCounts counts = new SurvivalCounts(40);
    for (int i = 0; i < 10; i++) {
      if (i < days.length) {
        counts.addEvent(days[i], 100);
      } else {
        counts.addCensored(100);
      }
    }
    return counts;
  }

  @Test
  void daysAreThoseByWhichTheSharesOfWhoComeHaveCome() {
    Timing timing = timing(tenPeople(3, 12, 13, 15, 35), rules(20, 40, 10, 1));

    // Of the four who come within 20 days, one, two and three have come by then.
    assertThat(timing.day25()).isEqualTo(3);
    assertThat(timing.day50()).isEqualTo(12);
    assertThat(timing.day75()).isEqualTo(13);
    assertThat(timing.events()).isEqualTo(4);
    assertThat(timing.rate()).isCloseTo(0.4, within(1e-12));
    assertThat(timing.note()).isNull();
  }

  @Test
  void thePeakIsTheFirstDayWithTheHighestSevenAroundIt() {
    assertThat(timing(tenPeople(3, 12, 13, 15, 35), rules(20, 40, 10, 1)).peakDay()).isEqualTo(12);
    assertThat(timing(tenPeople(1, 2, 3, 20), rules(20, 40, 10, 1)).peakDay()).isEqualTo(17);
  }

  @Test
  void windowsEndWithTheCurve() {
    SurvivalCounts counts = tenPeople(8);
    assertThat(timing(counts, rules(40, 40, 10, 1)).peakDay()).isEqualTo(7);
    SurvivalCounts late = tenPeople(40);
    assertThat(timing(late, rules(40, 40, 10, 1)).peakDay()).isEqualTo(37);
  }

  @Test
  void smallGroupsGetNoDaysAndSaySo() {
    double rate = new KaplanMeier(tenPeople(3, 5)).rate(20);
    assertThat(timing(tenPeople(3, 5), rules(20, 40, 11, 1)))
        .isEqualTo(new Timing(10, 2, rate, null, null, null, null, "too few customers"));
    assertThat(timing(tenPeople(3, 5), rules(20, 40, 10, 3)).note()).isEqualTo("too few events");
    assertThat(timing(tenPeople(), rules(20, 40, 10, 0)).note()).isEqualTo("too few events");
  }

  /** Entries on each of so many days with equal chance; half of them follow the rhythm. */
  private static SurvivalCounts planted(RepurchaseTiming rhythm, int days, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SurvivalCounts counts = new SurvivalCounts(365);
    for (int i = 0; i < 100_000; i++) {
      int followUp = random.nextInt(days);
      boolean comesBack = random.nextBoolean();
      int gap = Math.max(1, (int) Math.ceil(rhythm.quantile(random.nextDouble())));
      // The others leave, or are won back after a long silence.
      int event = comesBack ? gap : random.nextDouble() < 0.15 ? random.nextInt(150, 420) : 9999;
      if (event <= followUp) {
        counts.addEvent(event, followUp);
      } else {
        counts.addCensored(followUp);
      }
    }
    return counts;
  }

  @Test
  void thePlantedRhythmIsFoundThroughCensoring() {
    RepurchaseTiming.BY_GROUP.forEach(
        (group, rhythm) -> {
          Timing timing = timing(planted(rhythm, 715, 20240601), RULES);

          assertThat(timing.day25()).as(group).isCloseTo(truth(rhythm, 0.25), within(1));
          assertThat(timing.day50()).as(group).isCloseTo(truth(rhythm, 0.50), within(1));
          assertThat(timing.day75()).as(group).isCloseTo(truth(rhythm, 0.75), within(1));
          assertThat(timing.rate()).isCloseTo(0.5 * rhythm.cumulative(90), within(0.01));
        });
  }

  private static int truth(RepurchaseTiming rhythm, double share) {
    return (int) Math.ceil(rhythm.quantileWithin(share, RULES.horizonDays()));
  }

  @Test
  void fromThirtyNightsIntervalsAreWiderAndNothingIsRecommended() {
    RepurchaseTiming rhythm = RepurchaseTiming.BY_GROUP.values().iterator().next();
    KaplanMeier shortHistory = new KaplanMeier(planted(rhythm, 15, 7));
    KaplanMeier longHistory = new KaplanMeier(planted(rhythm, 715, 7));

    assertThat(width(shortHistory, 12)).isGreaterThan(1.4 * width(longHistory, 12));
    assertThat(shortHistory.lastDay()).isEqualTo(14);
    Timing timing = Timing.of(shortHistory, RULES);
    assertThat(timing.note()).isEqualTo("too few at risk at the horizon");
    assertThat(timing.rate()).isNull();
    assertThat(timing.day50()).isNull();
    assertThat(timing.peakDay()).isNull();
  }

  private static double width(KaplanMeier curve, int day) {
    return curve.high(day) - curve.low(day);
  }
}
