package io.tributary.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  @Test
  void qValuesAreThoseOfStatsmodels() {
    List<Fixture> lines = Fixture.read("benjamini-hochberg.csv");

    List<Double> q = BenjaminiHochberg.adjust(lines.stream().map(l -> l.number("p")).toList());

    for (int i = 0; i < lines.size(); i++) {
      assertThat(q.get(i)).isCloseTo(lines.get(i).number("q"), within(1e-12));
    }
  }

  @Test
  void whatHasNoTestDoesNotCount() {
    assertThat(BenjaminiHochberg.adjust(Arrays.asList(0.04, null, 0.02)))
        .containsExactly(0.04, null, 0.04);
  }

  @Test
  void tailsAreThoseOfTheTables() {
    assertThat(Distributions.Z_95).isCloseTo(1.959963984540054, within(1e-12));
    assertThat(Distributions.twoSided(1.959963984540054)).isCloseTo(0.05, within(1e-14));
    assertThat(Distributions.chiSquareTail(6.634896601021214)).isCloseTo(0.01, within(1e-14));
  }
}
