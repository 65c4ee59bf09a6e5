package io.tributary.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pairs of rows and columns that are worth most together. */
class AssignmentTest {

  @Test
  void theBestPairIsGivenUpWhereAllTogetherAreWorthMore() {
    double[][] worth = {{0.95, 0.9}, {0.94, 0}};

    assertThat(Assignment.best(worth)).containsExactly(1, 0);
  }

  @Test
  void aRowWithoutAWorthHasNoColumn() {
    double[][] worth = {{0, 0}, {0, 0.9}};

    assertThat(Assignment.best(worth)).containsExactly(Assignment.NONE, 1);
  }

  @Test
  void moreRowsThanColumnsAndTheOtherWayRound() {
    assertThat(Assignment.best(new double[][] {{0.8}, {0.9}})).containsExactly(Assignment.NONE, 0);
    assertThat(Assignment.best(new double[][] {{0.8, 0.9, 0.85}})).containsExactly(1);
    assertThat(Assignment.best(new double[][] {})).isEmpty();
    assertThat(Assignment.best(new double[][] {{}, {}}))
        .containsExactly(Assignment.NONE, Assignment.NONE);
  }

  @Test
  void nothingIsWorthMoreThanWhatTryingEverythingFinds() {
    Random random = new Random(11);
    for (int run = 0; run < 300; run++) {
      double[][] worth = new double[1 + random.nextInt(6)][1 + random.nextInt(6)];
      for (double[] row : worth) {
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        }
      }
      int[] column = Assignment.best(worth);
      double found = 0;
      for (int i = 0; i < worth.length; i++) {
        found += column[i] == Assignment.NONE ? 0 : worth[i][column[i]];
      }
      assertThat(found).isCloseTo(most(worth, 0, 0), within(1e-9));
    }
  }

  /** The most that the rows from one on can be worth without the taken columns. */
  private static double most(double[][] worth, int row, int taken) {
    if (row == worth.length) {
      return 0;
    }
    double most = most(worth, row + 1, taken);
    for (int j = 0; j < worth[row].length; j++) {
      if ((taken & 1 << j) == 0) {
        most = Math.max(most, worth[row][j] + most(worth, row + 1, taken | 1 << j));
      }
    }
    return most;
  }
}
