package io.tributary.statistics;

import java.util.Arrays;

/**
 * People grouped by what a model knows of them: cells with the number of people and of those with
 * the event. All variables are indicators (0 or 1), of which a cell names those that are 1; the
 * intercept goes without saying.
 */
public final class BinomialCells {
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
}
