package io.tributary.generate;

import java.io.Serializable;

/**
 * A keyed one-to-one map of the numbers 0..size-1 onto themselves: numbers that look random and
 * never collide, without a register of those given out. A Feistel network of four rounds on the
 * next even number of bits; what falls outside is mapped again until it falls inside (cycle
 * walking, Black and Rogaway 2002).
 */
final class Scramble implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROUNDS = 4;

  private final long key;
  private final long size;
  private final int halfBits;

  Scramble(long seed, String name, long size) {
    this.key = Draw.mix(seed ^ name.hashCode() * 0x9E3779B97F4A7C15L);
    this.size = size;
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(1, (bits + 1) / 2);
  }

  long of(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(index + " is not among the " + size + " numbers");
    }
    long value = index;
    do {
      value = permute(value);
    } while (value >= size);
    return value;
  }

  private long permute(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (Draw.mix(key + round * 0xD1342543DE82EF95L + right) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}
