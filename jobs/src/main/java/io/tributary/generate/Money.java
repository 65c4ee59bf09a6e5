package io.tributary.generate;

import java.math.BigDecimal;

/** Amounts are whole cents everywhere; this is how dumps write and divide them. */
final class Money {
  private Money() {}

  /** Yuan with two decimals. */
  static String yuan(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  /**
   * Divides an amount in proportion to weights, to the cent: each part is rounded from the running
   * total, so that the parts always add up.
   */
  static long[] divide(long cents, long[] weights) {
    long total = 0;
    for (long weight : weights) {
      total += weight;
    }
    long[] parts = new long[weights.length];
    long weightSoFar = 0;
    long given = 0;
    for (int i = 0; i < weights.length; i++) {
      weightSoFar += weights[i];
      long upToHere = Math.round((double) cents * weightSoFar / total);
      parts[i] = upToHere - given;
      given = upToHere;
    }
    return parts;
  }
}
