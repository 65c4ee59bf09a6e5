package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A stream of random draws that depends on its seed and name alone, so that a person comes out the
 * same whatever else is generated, where, and in which order. SplitMix64 (Steele, Lea and Flood,
 * 2014); {@link StrictMath} wherever it is fed into functions, so that every machine agrees.
 */
final class Draw {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long origin;
  private long state;

  private Draw(long origin) {
    this.origin = origin;
    this.state = origin;
  }

  /** The draws of one subject, such as person 17. */
  static Draw of(long seed, String subject, long id) {
    return new Draw(mix(mix(seed + subject.hashCode() * GOLDEN) + id * GOLDEN));
  }

  /**
   * An independent stream for a part of the subject. It does not depend on how much was drawn
   * before, so that a new draw in one part leaves all others as they were.
   */
  Draw fork(String part) {
    return new Draw(mix(origin ^ mix(part.hashCode() + GOLDEN)));
  }

  /** An independent stream for the n-th of several equal parts. */
  Draw fork(long n) {
    return new Draw(mix(origin + mix(n + 1) * 3));
  }

  /** SplitMix64's finaliser: a bijection of the 64-bit numbers. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Uniform among low..high, both included. */
  int between(int low, int high) {
    return low + (int) (uniform() * (high - low + 1));
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }

  /** Index of a weight, with a probability in proportion to it. */
  int weighted(double... weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = uniform() * total;
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** A moment of a date, uniform between two hours of the day. */
  LocalDateTime momentOn(java.time.LocalDate date, int fromHour, int beforeHour) {
    return date.atStartOfDay().plusSeconds(between(fromHour * 3600, beforeHour * 3600 - 1));
  }
}
