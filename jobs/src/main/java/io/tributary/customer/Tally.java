package io.tributary.customer;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Sums by number, for the few channels, stores, categories or products of one customer, and the
 * largest of them; equal ones in the order of their names by code point.
 */
public final class Tally {
  private int[] keys = new int[8];
  private long[] sums = new long[8];
  private int size;

  /** Adds to a key's sum. */
  public void add(int key, long amount) {
    for (int i = 0; i < size; i++) {
      if (keys[i] == key) {
        sums[i] += amount;
        return;
      }
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      sums = Arrays.copyOf(sums, 2 * size);
    }
    keys[size] = key;
    sums[size++] = amount;
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The key at a place, from 0, in the order in which they were first added. */
  public int key(int place) {
    return keys[place];
  }

  /** The sum at a place. */
  public long sum(int place) {
    return sums[place];
  }

  /** The sum over all keys. */
  public long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += sums[i];
    }
    return total;
  }

  /** The key with the largest sum; there must be one. */
  public int largest(IntFunction<UTF8String> name) {
    return largest(1, name)[0];
  }

  /** The keys with the largest sums, the largest first. */
  public int[] largest(int most, IntFunction<UTF8String> name) {
    int found = Math.min(most, size);
    int[] places = new int[found];
    boolean[] taken = new boolean[size];
    for (int rank = 0; rank < found; rank++) {
      int best = -1;
      for (int i = 0; i < size; i++) {
        if (!taken[i] && (best < 0 || isBefore(i, best, name))) {
          best = i;
        }
      }
      taken[best] = true;
      places[rank] = keys[best];
    }
    return places;
  }

  private boolean isBefore(int i, int other, IntFunction<UTF8String> name) {
    return sums[i] != sums[other]
        ? sums[i] > sums[other]
        : name.apply(keys[i]).compareTo(name.apply(keys[other])) < 0;
  }
}
