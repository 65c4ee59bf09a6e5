package io.tributary.insight;

import java.util.Arrays;

/**
 * Counters by key, without an object per key: a hash table with open addressing. A key is four
 * numbers; what they mean is up to the {@link Count} that fills them. Keys are numbered from 0 as
 * they come, and what belongs to them lies in that order: those that are met often come early, and
 * so lie together.
 *
 * <p>A key also has marks, which tell whether something was seen at it already: the ledger gives
 * one buyer after the other and their orders one after the other, so that the number of the last
 * one seen is enough to count each buyer, or each order, once.
 */
final class Sums {
  private static final int PARTS = 4;
  private static final int EMPTY = -1;

  private final int width;
  private final int marks;

  /** Which key stands at the place that its hash leads to. */
  private int[] places;

  private int[] keys;
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
    int capacity = 32;
    keys = new int[capacity * PARTS];
    values = new long[capacity * width];
    marked = new long[capacity * marks];
    Arrays.fill(marked, -1);
    places = empty(2 * capacity);
  }

  private static int[] empty(int length) {
    int[] places = new int[length];
    Arrays.fill(places, EMPTY);
    return places;
  }

  /** The number of a key, which is added if it is new. */
  int at(int a, int b, int c, int d) {
    int mask = places.length - 1;
    int place = hash(a, b, c, d) & mask;
    for (int key = places[place]; key != EMPTY; key = places[place]) {
      if (holds(key * PARTS, a, b, c, d)) {
        return key;
      }
      place = (place + 1) & mask;
    }
    return add(place, a, b, c, d);
  }

  int at(int a, int b, int c) {
    return at(a, b, c, 0);
  }

  int at(int a, int b) {
    return at(a, b, 0, 0);
  }

  private int add(int place, int a, int b, int c, int d) {
    places[place] = size;
    int key = size * PARTS;
    keys[key] = a;
    keys[key + 1] = b;
    keys[key + 2] = c;
    keys[key + 3] = d;
    size++;
    if (2 * size == places.length) {
      grow();
    }
    return size - 1;
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
    int capacity = 2 * size;
    keys = Arrays.copyOf(keys, capacity * PARTS);
    values = Arrays.copyOf(values, capacity * width);
    marked = Arrays.copyOf(marked, capacity * marks);
    Arrays.fill(marked, size * marks, marked.length, -1);
    places = empty(2 * capacity);
    int mask = places.length - 1;
    for (int key = 0; key < size; key++) {
      int place = hash(key(key, 0), key(key, 1), key(key, 2), key(key, 3)) & mask;
      while (places[place] != EMPTY) {
        place = (place + 1) & mask;
      }
      places[place] = key;
    }
  }

  void add(int key, int counter, long amount) {
    values[key * width + counter] += amount;
  }

  /** Whether this is the first time since another number was seen; notes the number. */
  boolean isFirst(int key, int mark, long number) {
    int at = key * marks + mark;
    if (marked[at] == number) {
      return false;
    }
    marked[at] = number;
    return true;
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  /** How many numbers it holds: what it takes of memory. */
  int numbers() {
    return size * (width + marks);
  }

  /** A part of a key, from 0. */
  int key(int key, int part) {
    return keys[key * PARTS + part];
  }

  /** The counters of a key. */
  long[] values(int key) {
    return Arrays.copyOfRange(values, key * width, (key + 1) * width);
  }
}
