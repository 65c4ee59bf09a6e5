package io.tributary.ledger;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How the refunds of one order reach its lines (semantics.md, "Refunds reach lines"). All amounts
 * are cents; refunds are given in the order of (refunded_at, refund_id), so that a refund that
 * comes later never changes what an earlier one did.
 *
 * <p>What a refund does not take from the lines that it names goes pro rata over what is left of
 * all lines: a line never falls below 0. What exceeds all lines (freight) stays with the order.
 */
final class RefundAllocation {
  private final long[] left;

  RefundAllocation(long[] lineAmounts) {
    left = lineAmounts.clone();
  }

  /**
   * Takes a refund.
   *
   * @param named the lines that it names, in order; none if it names none
   * @return what it takes from each line
   */
  long[] take(long refund, int[] named) {
    long[] taken = new long[left.length];
    long rest = refund;
    for (int line : named) {
      long part = Math.min(rest, left[line]);
      taken[line] += part;
      left[line] -= part;
      rest -= part;
    }
    long reachable = Math.min(rest, Arrays.stream(left).sum());
    if (reachable > 0) {
      spread(reachable, taken);
    }
    return taken;
  }

  /** Whether anything of any line is left: whether a line counts. */
  boolean anyLineCounts() {
    for (long amount : left) {
      if (amount > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Pro rata in whole cents: those that rounding leaves go to the largest remainders, then first.
   */
  private void spread(long cents, long[] taken) {
    BigInteger total = BigInteger.valueOf(Arrays.stream(left).sum());
    BigInteger[] remainders = new BigInteger[left.length];
    long given = 0;
    long[] parts = new long[left.length];
    for (int line = 0; line < left.length; line++) {
      BigInteger[] share =
          BigInteger.valueOf(cents)
              .multiply(BigInteger.valueOf(left[line]))
              .divideAndRemainder(total);
      parts[line] = share[0].longValueExact();
      remainders[line] = share[1];
      given += parts[line];
    }
    int[] byRemainder =
        IntStream.range(0, left.length)
            .boxed()
            .sorted(Comparator.comparing((Integer line) -> remainders[line]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; given < cents; i++, given++) {
      parts[byRemainder[i]]++;
    }
    for (int line = 0; line < left.length; line++) {
      taken[line] += parts[line];
      left[line] -= parts[line];
    }
  }
}
