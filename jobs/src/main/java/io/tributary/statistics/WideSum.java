package io.tributary.statistics;

import java.io.Serializable;
import java.math.BigInteger;

/** A sum of whole numbers that no number of people makes overflow: 128 bits, without objects. */
final class WideSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private long high;
  private long low;

  void add(long value) {
    add(value < 0 ? -1 : 0, value);
  }

  /** Adds a product, which may itself be wider than a whole number. */
  void addProduct(long one, long other) {
    add(Math.multiplyHigh(one, other), one * other);
  }

  void add(WideSum other) {
    add(other.high, other.low);
  }

  private void add(long otherHigh, long otherLow) {
    long sum = low + otherLow;
    boolean carries = Long.compareUnsigned(sum, low) < 0;
    high += otherHigh + (carries ? 1 : 0);
    low = sum;
  }

  BigInteger value() {
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(low));
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsigned);
  }
}
