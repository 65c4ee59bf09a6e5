package io.tributary.insight;

import java.util.Arrays;

/**
 * Counters by key, without an object per key: a hash table with open addressing. A key is four
 * numbers; what they mean is up to the {@link Count} that fills them.
 *
 * <p>A key also has marks, which tell whether something was seen at it already: the ledger gives
 * one buyer after the other and their orders one after the other, so that the number of the last
 * one seen is enough to count each buyer, or each order, once.
 */
final class Sums {
  private static final int PARTS = 4;

  private final int width;
  private final int marks;
  private int[] keys;
  private boolean[] isUsed;
  private long[] values;
  private long[] marked;
  private int size;

  /**
   * An empty table.
   *
   * @param width counters per key
   * @param marks marks per key
   */
  Sums(int width, int marks) {
    this.width = width;
    this.marks = marks;
    allocate(64);
  }

  private void allocate(int capacity) {
    keys = new int[capacity * PARTS];
    isUsed = new boolean[capacity];
    values = new long[capacity * width];
    marked = new long[capacity * marks];
    Arrays.fill(marked, -1);
  }

  /** The place of a key, which is added if it is new. Valid until the next call. */
  int at(int a, int b, int c, int d) {
    int place = find(a, b, c, d);
    if (isUsed[place]) {
      return place;
    }
    if (2 * (size + 1) > isUsed.length) {
      grow();
      place = find(a, b, c, d);
    }
    isUsed[place] = true;
    int key = place * PARTS;
    keys[key] = a;
    keys[key + 1] = b;
    keys[key + 2] = c;
    keys[key + 3] = d;
    size++;
    return place;
  }

  int at(int a, int b, int c) {
    return at(a, b, c, 0);
  }

  int at(int a, int b) {
    return at(a, b, 0, 0);
  }

  private int find(int a, int b, int c, int d) {
    int mask = isUsed.length - 1;
    int place = hash(a, b, c, d) & mask;
    while (isUsed[place] && !holds(place * PARTS, a, b, c, d)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private boolean holds(int key, int a, int b, int c, int d) {
    return keys[key] == a && keys[key + 1] == b && keys[key + 2] == c && keys[key + 3] == d;
  }

  private static int hash(int a, int b, int c, int d) {
    long mixed = (((a * 31L + b) * 0x9E3779B97F4A7C15L + c) * 0xC2B2AE3D27D4EB4FL + d);
    mixed *= 0x9E3779B97F4A7C15L;
    return (int) (mixed ^ mixed >>> 32);
  }

  private void grow() {
    int[] oldKeys = keys;
    boolean[] wasUsed = isUsed;
    long[] oldValues = values;
    long[] oldMarked = marked;
    allocate(2 * wasUsed.length);
    for (int old = 0; old < wasUsed.length; old++) {
      if (wasUsed[old]) {
        int key = old * PARTS;
        int place = find(oldKeys[key], oldKeys[key + 1], oldKeys[key + 2], oldKeys[key + 3]);
        isUsed[place] = true;
        System.arraycopy(oldKeys, key, keys, place * PARTS, PARTS);
        System.arraycopy(oldValues, old * width, values, place * width, width);
        System.arraycopy(oldMarked, old * marks, marked, place * marks, marks);
      }
    }
  }

  void add(int place, int counter, long amount) {
    values[place * width + counter] += amount;
  }

  /** Whether this is the first time since another number was seen; notes the number. */
  boolean isFirst(int place, int mark, long number) {
    int at = place * marks + mark;
    if (marked[at] == number) {
      return false;
    }
    marked[at] = number;
    return true;
  }

  int size() {
    return size;
  }

  /** The number of places, used or not. */
  int places() {
    return isUsed.length;
  }

  boolean isUsed(int place) {
    return isUsed[place];
  }

  /** A part of the key at a place, from 0. */
  int key(int place, int part) {
    return keys[place * PARTS + part];
  }

  /** The counters at a place. */
  long[] values(int place) {
    return Arrays.copyOfRange(values, place * width, (place + 1) * width);
  }
}
