package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KaplanMeierTest {
  private static final Offset<Double> CLOSE = within(1e-11);

  @ParameterizedTest
  @ValueSource(strings = {"leukemia", "waltons"})
  void curvesAndIntervalsAreThoseOfLifelines(String data) {
    for (int group = 0; group < 2; group++) {
      KaplanMeier curve = new KaplanMeier(Fixture.counts(data, group));
      for (Fixture expected : Fixture.read(data + "-curves.csv")) {
        if (expected.whole("group") == group) {
          int day = expected.whole("day");
          assertThat(curve.atRisk(day)).isEqualTo(expected.whole("at_risk"));
          assertThat(curve.events(day)).isEqualTo(expected.whole("events"));
          assertThat(curve.rate(day)).isCloseTo(expected.number("rate"), CLOSE);
          assertSame(curve.low(day), expected.number("low"));
          assertSame(curve.high(day), expected.number("high"));
        }
      }
    }
  }

  private static void assertSame(Double actual, Double expected) {
    if (expected == null) {
      assertThat(actual).isNull();
    } else {
      assertThat(actual).isCloseTo(expected, CLOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"leukemia", "waltons"})
  void logRankTestsAreThoseOfLifelines(String data) {
    for (Fixture expected : Fixture.read(data + "-log-rank.csv")) {
      LogRank test =
          LogRank.of(Fixture.counts(data, 0), Fixture.counts(data, 1), expected.whole("until_day"))
              .orElseThrow();
      assertThat(test.chiSquare()).isCloseTo(expected.number("chi_square"), within(1e-10));
      assertThat(test.p() / expected.number("p")).isCloseTo(1, within(1e-9));
    }
  }

  /** Followed for 2, 5, 5 and 9 days; the first and the third had the event, on days 1 and 3. */
  private static SurvivalCounts fourPeople() {
    SurvivalCounts counts = new SurvivalCounts(6);
    counts.addEvent(1, 2);
    counts.addCensored(5);
    counts.addEvent(3, 5);
    counts.addCensored(9);
    return counts;
  }

  @Test
  void naiveCountsEverybodyAndMatureWhoWasFollowedLongEnough() {
    KaplanMeier curve = new KaplanMeier(fourPeople());

    assertThat(curve.people()).isEqualTo(4);
    assertThat(curve.rate(2)).isEqualTo(0.25);
    assertThat(curve.matured(2)).isEqualTo(4);
    assertThat(curve.matureRate(2)).isEqualTo(0.25);
    assertThat(curve.matured(3)).isEqualTo(3);
    assertThat(curve.matureRate(3)).isCloseTo(1 / 3.0, CLOSE);
    assertThat(curve.naiveRate(3)).isEqualTo(0.5);
    assertThat(curve.rate(3)).isCloseTo(0.5, CLOSE);
    assertThat(curve.matured(6)).isEqualTo(1);
    assertThat(curve.matureRate(6)).isZero();
  }

  @Test
  void intervalsAreUndefinedBeforeTheFirstEventAndWhereNobodyIsLeft() {
    SurvivalCounts counts = new SurvivalCounts(6);
    counts.addEvent(2, 4);
    counts.addCensored(3);

    KaplanMeier curve = new KaplanMeier(counts);

    assertThat(curve.lastDay()).isEqualTo(3);
    assertThat(curve.low(1)).isNull();
    assertThat(curve.rate(1)).isZero();
    assertThat(curve.low(3)).isNotNull();
    assertThat(curve.low(4)).isNull();
    assertThat(curve.rate(4)).isNull();
    assertThat(curve.matureRate(5)).isNull();
  }

  @Test
  void whereEverybodyHadTheEventTheRateIsKnownForGood() {
    SurvivalCounts counts = new SurvivalCounts(6);
    counts.addEvent(2, 4);

    KaplanMeier curve = new KaplanMeier(counts);

    assertThat(curve.rate(2)).isEqualTo(1);
    assertThat(curve.high(2)).isNull();
    assertThat(curve.rate(6)).isEqualTo(1);
  }

  @Test
  void nobodyHasNoCurve() {
    KaplanMeier curve = new KaplanMeier(new SurvivalCounts(6));

    assertThat(curve.lastDay()).isEqualTo(-1);
    assertThat(curve.rate(3)).isNull();
  }

  @Test
  void partsAddUpToTheWhole() {
    SurvivalCounts all = fourPeople();
    all.add(fourPeople());

    SurvivalCounts rest = all.without(fourPeople());

    assertThat(new KaplanMeier(rest).rate(5)).isEqualTo(new KaplanMeier(fourPeople()).rate(5));
    assertThat(rest.people()).isEqualTo(4);
  }

  @Test
  void anEventAfterTheFollowUpIsAMistake() {
    assertThatThrownBy(() -> new SurvivalCounts(6).addEvent(5, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event on day 5 of 4");
  }

  @Test
  void withoutEventsThereIsNoLogRankTest() {
    SurvivalCounts counts = new SurvivalCounts(6);
    counts.addCensored(5);

    assertThat(LogRank.of(counts, counts, 6)).isEmpty();
  }
}
