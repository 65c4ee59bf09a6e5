package io.tributary.repurchase;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * First purchases whose horizon has passed, grouped by what the regressions know of them: how many,
 * and how many of them repurchased within the horizon. A hash table of numbers, since there are
 * millions of purchases and tens of thousands of cells.
 */
final class EntryCells implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No cell: keys are not negative. */
  private static final long FREE = -1;

  private long[] keys = free(1024);
  private long[] people = new long[1024];
  private long[] repurchased = new long[1024];
  private int size;

  /** A cell. */
  interface Visitor {
    void visit(long key, long people, long repurchased);
  }

  private static long[] free(int length) {
    long[] keys = new long[length];
    Arrays.fill(keys, FREE);
    return keys;
  }

  /** Adds to a cell. */
  void add(long key, long morePeople, long moreRepurchased) {
    int place = place(key);
    if (keys[place] == FREE) {
      keys[place] = key;
      size++;
    }
    people[place] += morePeople;
    repurchased[place] += moreRepurchased;
    if (2 * size > keys.length) {
      grow();
    }
  }

  private int place(long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int place = (int) (mixed >>> 32) & mask;
    while (keys[place] != FREE && keys[place] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    EntryCells larger = new EntryCells();
    larger.keys = free(2 * keys.length);
    larger.people = new long[2 * keys.length];
    larger.repurchased = new long[2 * keys.length];
    forEach(larger::add);
    keys = larger.keys;
    people = larger.people;
    repurchased = larger.repurchased;
  }

  void forEach(Visitor visitor) {
    for (int place = 0; place < keys.length; place++) {
      if (keys[place] != FREE) {
        visitor.visit(keys[place], people[place], repurchased[place]);
      }
    }
  }

  /** Adds other cells, whose keys may have to be written in our numbers. */
  void add(EntryCells other, LongUnaryOperator ours) {
    other.forEach((key, n, events) -> add(ours.applyAsLong(key), n, events));
  }
}
