package io.tributary.preference;

import java.util.Arrays;

/**
 * The optimal assignment of rows to columns: each to one at most, and the sum of what the pairs are
 * worth as large as can be. Shortest augmenting paths with potentials (Jonker and Volgenant, <i>A
 * shortest augmenting path algorithm for dense and sparse linear assignment problems</i>, Computing
 * 38, 1987), in cubic time: it is for a hundred rows at most.
 */
final class Assignment {
  /** The column of a row that has none. */
  static final int NONE = -1;

  private final double[][] cost;
  private final int size;
  private final double[] ofRow;
  private final double[] ofColumn;

  /** Row of each column; the last place is where a search begins. */
  private final int[] row;

  private Assignment(double[][] worth, int columns) {
    size = Math.max(worth.length, columns);
    cost = new double[size][size];
    for (int i = 0; i < worth.length; i++) {
      for (int j = 0; j < columns; j++) {
        cost[i][j] = -worth[i][j];
      }
    }
    ofRow = new double[size];
    ofColumn = new double[size + 1];
    row = new int[size + 1];
    Arrays.fill(row, NONE);
  }

  /**
   * Assigns.
   *
   * @param worth of each row with each column, 0 or more; pairs of no worth are not made
   * @return of each row, its column or {@link #NONE}
   */
  static int[] best(double[][] worth) {
    int columns = worth.length == 0 ? 0 : worth[0].length;
    Assignment assignment = new Assignment(worth, columns);
    for (int i = 0; i < assignment.size; i++) {
      assignment.add(i);
    }
    int[] column = new int[worth.length];
    Arrays.fill(column, NONE);
    for (int j = 0; j < columns; j++) {
      int i = assignment.row[j];
      if (i < worth.length && worth[i][j] > 0) {
        column[i] = j;
      }
    }
    return column;
  }

  /** Finds a place for one more row along the cheapest path of changes. */
  private void add(int next) {
    int[] from = new int[size + 1];
    double[] distance = new double[size + 1];
    boolean[] isDone = new boolean[size + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int column = size;
    row[column] = next;
    while (row[column] != NONE) {
      isDone[column] = true;
      int i = row[column];
      int nearest = NONE;
      for (int j = 0; j < size; j++) {
        if (isDone[j]) {
          continue;
        }
        double reduced = cost[i][j] - ofRow[i] - ofColumn[j];
        if (reduced < distance[j]) {
          distance[j] = reduced;
          from[j] = column;
        }
        if (nearest == NONE || distance[j] < distance[nearest]) {
          nearest = j;
        }
      }
      shift(isDone, distance, distance[nearest]);
      column = nearest;
    }
    while (column != size) {
      row[column] = row[from[column]];
      column = from[column];
    }
    row[size] = NONE;
  }

  private void shift(boolean[] isDone, double[] distance, double step) {
    for (int j = 0; j <= size; j++) {
      if (isDone[j]) {
        ofRow[row[j]] += step;
        ofColumn[j] -= step;
      } else {
        distance[j] -= step;
      }
    }
  }
}
