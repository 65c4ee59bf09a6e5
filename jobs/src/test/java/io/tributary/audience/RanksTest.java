package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.audience.Ranks.Cut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RanksTest {
  private static Ranks of(Double... ranks) {
    Ranks all = new Ranks();
    for (Double rank : ranks) {
      all.add(rank);
    }
    return all;
  }

  @Test
  void aLimitThatNobodyIsBeyondCutsNothing() {
    assertThat(of().at(1)).isEmpty();
    assertThat(of(1D, null).at(2)).isEmpty();
    assertThat(of(1D, null).at(3)).isEmpty();
  }

  @Test
  void theLargestAreIn() {
    assertThat(of(3D, 1D, 2D).at(2)).contains(new Cut(2D, 1, true));
    assertThat(of(3D, 1D, 2D).at(1)).contains(new Cut(3D, 1, true));
  }

  @Test
  void ofEqualsSoManyAreIn() {
    assertThat(of(5D, 7D, 5D, 5D).at(2)).contains(new Cut(5D, 1, false));
    assertThat(of(5D, 7D, 5D, 5D).at(3)).contains(new Cut(5D, 2, false));
    assertThat(of(5D, 5D, 1D).at(2)).contains(new Cut(5D, 2, true));
    assertThat(of(0D, -0D, 0D).at(2)).contains(new Cut(0D, 2, false));
  }

  @Test
  void thoseWithoutARankComeLast() {
    assertThat(of(null, 1D, null).at(1)).contains(new Cut(1D, 1, true));
    assertThat(of(null, 1D, null).at(2)).contains(new Cut(null, 1, false));
  }

  /** Spark takes what is not a number for the largest of all. */
  @Test
  void whatIsNotANumberComesFirst() {
    assertThat(of(Double.NaN, Double.POSITIVE_INFINITY, Double.NaN).at(1))
        .contains(new Cut(Double.NaN, 1, false));
    assertThat(of(Double.NaN, Double.POSITIVE_INFINITY, 1D).at(2))
        .contains(new Cut(Double.POSITIVE_INFINITY, 1, true));
  }

  @Test
  void whoIsAtACut() {
    assertThat(new Cut(0D, 1, false).isAt(-0D)).isTrue();
    assertThat(new Cut(0D, 1, false).isAt(1D)).isFalse();
    assertThat(new Cut(0D, 1, false).isAt(null)).isFalse();
    assertThat(new Cut(null, 1, false).isAt(null)).isTrue();
    assertThat(new Cut(null, 1, false).isAt(0D)).isFalse();
    assertThat(new Cut(Double.NaN, 1, false).isAt(Double.NaN)).isTrue();
  }

  @Test
  void ranksOfManyPartsAreOne() {
    Random random = new Random(7);
    Ranks all = new Ranks();
    List<Double> sorted = new ArrayList<>();
    for (int part = 0; part < 20; part++) {
      Ranks some = new Ranks();
      for (int i = random.nextInt(50); i > 0; i--) {
        double rank = random.nextInt(40);
        some.add(rank);
        sorted.add(rank);
      }
      all.and(some);
    }
    sorted.sort(Comparator.reverseOrder());

    for (int limit = 1; limit < sorted.size(); limit++) {
      Double last = sorted.get(limit - 1);
      int before = sorted.indexOf(last);
      boolean areAll = !sorted.get(limit).equals(last);
      assertThat(all.at(limit)).contains(new Cut(last, limit - before, areAll));
    }
  }
}
