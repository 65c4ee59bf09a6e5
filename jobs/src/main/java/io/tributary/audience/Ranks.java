package io.tributary.audience;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * The ranks of everybody whom an audience would have, to find where its limit lies: eight bytes for
 * a person, so that no row has to be sorted.
 */
final class Ranks implements Serializable {
  private static final long serialVersionUID = 1L;

  private double[] ranks = new double[16];
  private int size;
  private int missing;

  /**
   * Where a limit lies.
   *
   * @param rank of the last person who is in; null: without one
   * @param people so many of those with this rank are in
   * @param areAll whether nobody else has it
   */
  record Cut(Double rank, int people, boolean areAll) implements Serializable {
    /** Whether somebody has this very rank. */
    boolean isAt(Double other) {
      return rank == null || other == null
          ? rank == null && other == null
          : Double.compare(rank, other + 0.0) == 0;
    }
  }

  /** Takes in one person; null: without a rank. */
  void add(Double rank) {
    if (rank == null) {
      missing++;
      return;
    }
    grow(1);
    // Of 0 and -0, which are equal, only one.
    ranks[size++] = rank + 0.0;
  }

  /** Takes in other people. */
  Ranks and(Ranks others) {
    grow(others.size);
    System.arraycopy(others.ranks, 0, ranks, size, others.size);
    size += others.size;
    missing += others.missing;
    return this;
  }

  private void grow(int more) {
    if (size + more > ranks.length) {
      ranks = Arrays.copyOf(ranks, Math.max(size + more, ranks.length * 2));
    }
  }

  /** Where a limit lies; empty if nobody is beyond it. */
  Optional<Cut> at(int limit) {
    if (size + missing <= limit) {
      return Optional.empty();
    }
    if (limit > size) {
      return Optional.of(new Cut(null, limit - size, false));
    }
    double[] sorted = Arrays.copyOf(ranks, size);
    Arrays.parallelSort(sorted);
    int last = size - limit;
    int first = last;
    while (first > 0 && Double.compare(sorted[first - 1], sorted[last]) == 0) {
      first--;
    }
    int after = last;
    while (after < size && Double.compare(sorted[after], sorted[last]) == 0) {
      after++;
    }
    return Optional.of(new Cut(sorted[last], after - last, first == last));
  }
}
