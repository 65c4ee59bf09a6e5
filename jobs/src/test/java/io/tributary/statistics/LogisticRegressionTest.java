package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.statistics.LogisticRegression.MarginalEffect;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
  /** Channels 1 to 3 are variables 0 to 2, bands 1 and 2 are 3 and 4, the factor is 5. */
  private static BinomialCells cells() {
    BinomialCells cells = new BinomialCells(6);
    for (Fixture cell : Fixture.read("logistic-cells.csv")) {
      int[] ones =
          IntStream.of(
                  cell.whole("channel") - 1,
                  cell.whole("band") == 0 ? -1 : cell.whole("band") + 2,
                  cell.whole("factor") == 0 ? -1 : 5)
              .filter(variable -> variable >= 0)
              .toArray();
      cells.add(ones, cell.whole("people"), cell.whole("events"));
    }
    return cells;
  }

  @Test
  void theMarginalEffectAndItsRobustIntervalAreThoseOfStatsmodels() {
    Fixture expected = Fixture.read("logistic-effect.csv").get(0);

    MarginalEffect effect = LogisticRegression.of(cells()).effectOfLast().orElseThrow();

    assertThat(effect.effect()).isCloseTo(expected.number("effect"), within(1e-9));
    assertThat(effect.error()).isCloseTo(expected.number("error"), within(1e-9));
    assertThat(effect.low()).isCloseTo(expected.number("low"), within(1e-9));
    assertThat(effect.high()).isCloseTo(expected.number("high"), within(1e-9));
  }

  @Test
  void aVariableThatOthersDetermineIsLeftOut() {
    BinomialCells doubled = new BinomialCells(7);
    BinomialCells cells = cells();
    for (int cell = 0; cell < cells.size(); cell++) {
      // Variable 1 says the same as variable 0.
      int[] ones =
          IntStream.of(cells.ones(cell))
              .flatMap(v -> v == 0 ? IntStream.of(0, 1) : IntStream.of(v + 1))
              .toArray();
      doubled.add(ones, cells.people(cell), cells.events(cell));
    }

    assertThat(LogisticRegression.of(doubled).effectOfLast().orElseThrow().effect())
        .isCloseTo(
            LogisticRegression.of(cells).effectOfLast().orElseThrow().effect(), within(1e-12));
  }

  @Test
  void aFactorThatOthersDetermineHasNoEffectOfItsOwn() {
    BinomialCells cells = new BinomialCells(2);
    cells.add(new int[] {0, 1}, 40, 10);
    cells.add(new int[] {}, 30, 20);

    assertThat(LogisticRegression.of(cells).isLastDetermined()).isTrue();
    assertThat(LogisticRegression.of(cells).effectOfLast()).isEmpty();
  }

  @Test
  void aFactorThatSeparatesHasNoEffectToTell() {
    BinomialCells cells = new BinomialCells(1);
    cells.add(new int[] {0}, 40, 40);
    cells.add(new int[] {}, 30, 20);

    assertThat(LogisticRegression.of(cells).effectOfLast()).isEmpty();
  }
}
