package io.tributary.statistics;

import java.util.Arrays;

/**
 * People grouped by what a model knows of them: cells with the number of people and of those with
 * the event. All variables are indicators (0 or 1), of which a cell names those that are 1; the
 * intercept goes without saying.
 */
public final class BinomialCells {
  /** Share of a variable's own sum of squares that must be left beside the variables before it. */
  private static final double INDEPENDENT = 1e-9;

  private final int variables;
  private int[][] ones = new int[64][];
  private long[] people = new long[64];
  private long[] events = new long[64];
  private int size;

  /** No cells yet, of a model with so many variables. */
  public BinomialCells(int variables) {
    this.variables = variables;
  }

  /**
   * Adds a cell.
   *
   * @param variables those that are 1, from 0
   */
  public void add(int[] variables, long people, long events) {
    if (size == ones.length) {
      ones = Arrays.copyOf(ones, 2 * size);
      this.people = Arrays.copyOf(this.people, 2 * size);
      this.events = Arrays.copyOf(this.events, 2 * size);
    }
    ones[size] = variables;
    this.people[size] = people;
    this.events[size++] = events;
  }

  int variables() {
    return variables;
  }

  int size() {
    return size;
  }

  int[] ones(int cell) {
    return ones[cell];
  }

  long people(int cell) {
    return people[cell];
  }

  long events(int cell) {
    return events[cell];
  }

  long people() {
    return Arrays.stream(people, 0, size).sum();
  }

  /** The same cells with some of the variables, in their order. */
  BinomialCells only(boolean[] kept) {
    int[] place = new int[variables];
    int next = 0;
    for (int variable = 0; variable < variables; variable++) {
      place[variable] = kept[variable] ? next++ : -1;
    }
    BinomialCells result = new BinomialCells(next);
    for (int cell = 0; cell < size; cell++) {
      int[] left =
          Arrays.stream(ones[cell]).map(variable -> place[variable]).filter(p -> p >= 0).toArray();
      result.add(left, people[cell], events[cell]);
    }
    return result;
  }

  /**
   * Sums of the products of each two columns over all cells; column 0 is the intercept.
   *
   * @param weights of the cells
   */
  double[][] crossProducts(double[] weights) {
    double[][] products = new double[variables + 1][variables + 1];
    for (int cell = 0; cell < size; cell++) {
      double weight = weights[cell];
      products[0][0] += weight;
      for (int i : ones[cell]) {
        products[0][i + 1] += weight;
        products[i + 1][0] += weight;
        for (int j : ones[cell]) {
          products[i + 1][j + 1] += weight;
        }
      }
    }
    return products;
  }

  /** Which variables are no sum of the intercept and those before them: a Cholesky sweep. */
  boolean[] independent() {
    double[] weights = new double[size];
    Arrays.setAll(weights, this::people);
    double[][] left = crossProducts(weights);
    double[] own = new double[variables + 1];
    Arrays.setAll(own, column -> left[column][column]);
    boolean[] independent = new boolean[variables];
    sweep(left, 0);
    for (int pivot = 1; pivot <= variables; pivot++) {
      independent[pivot - 1] = left[pivot][pivot] > INDEPENDENT * own[pivot];
      if (independent[pivot - 1]) {
        sweep(left, pivot);
      }
    }
    return independent;
  }

  private static void sweep(double[][] left, int pivot) {
    for (int row = pivot + 1; row < left.length; row++) {
      double factor = left[row][pivot] / left[pivot][pivot];
      for (int column = pivot + 1; column < left.length; column++) {
        left[row][column] -= factor * left[pivot][column];
      }
    }
  }
}
