package io.tributary.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A refund as a ledger row has it.
 *
 * @param amount cents
 * @param lines the lines of its order that it reached, by their place in the order
 * @param taken cents that it took from each of them
 */
record LedgerRefund(UTF8String id, int day, long amount, int[] lines, long[] taken) {
  private static final int[] NO_LINES = {};
  private static final long[] NOTHING = {};

  /** As they stand in a row. */
  static final Comparator<LedgerRefund> IN_ORDER =
      Comparator.comparingInt(LedgerRefund::day).thenComparing(LedgerRefund::id);

  /** A refund that reaches no line. */
  static LedgerRefund of(UTF8String id, int day, long amount) {
    return new LedgerRefund(id, day, amount, NO_LINES, NOTHING);
  }

  /**
   * A refund of an order.
   *
   * @param taken cents that it took from each line of the order
   */
  static LedgerRefund of(PackedOrder.Refund refund, long[] taken) {
    int[] lines = IntStream.range(0, taken.length).filter(i -> taken[i] > 0).toArray();
    return new LedgerRefund(
        refund.id(),
        refund.day(),
        refund.amount(),
        lines,
        Arrays.stream(lines).mapToLong(i -> taken[i]).toArray());
  }
}
