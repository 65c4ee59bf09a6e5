package io.tributary.ledger;

import java.util.Comparator;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One order as a ledger row has it, with its lines and the refunds that name it. Nothing of it
 * depends on the customer's other orders, so that it can be taken from their row of the night
 * before.
 *
 * @param voidDay first day on which it is no valid order any more
 * @param status with {@link LedgerTable#EXCLUDED} if it or its customer is left out
 */
record LedgerOrder(
    UTF8String id,
    long at,
    int day,
    int voidDay,
    int channel,
    int store,
    int status,
    OrderAmounts amounts,
    int[] products,
    int[] quantities,
    long[] lineAmounts,
    LedgerRefund[] refunds) {

  /** Ties at one moment are broken by number. */
  static final Comparator<LedgerOrder> IN_TIME =
      Comparator.comparingLong(LedgerOrder::at).thenComparing(LedgerOrder::id);

  /**
   * Lets the refunds reach the lines, and finds until when the order counts.
   *
   * @param isExcluded whether {@code exclude.customers} leaves its customer out
   */
  static LedgerOrder of(PackedOrder order, boolean isExcluded) {
    int n = order.lines.length;
    int[] products = new int[n];
    int[] quantities = new int[n];
    long[] lineAmounts = new long[n];
    for (int i = 0; i < n; i++) {
      products[i] = order.lines[i].product();
      quantities[i] = order.lines[i].quantity();
      lineAmounts[i] = order.lines[i].amount();
    }
    int status = isExcluded ? order.status | LedgerTable.EXCLUDED : order.status;
    RefundAllocation allocation = new RefundAllocation(lineAmounts);
    long net = order.amounts.paid();
    boolean isSale = status == LedgerTable.PAID && counts(net, n, allocation);
    int voidDay = isSale ? LedgerTable.STILL_VALID : LedgerTable.NEVER_VALID;
    LedgerRefund[] refunds = new LedgerRefund[order.refunds.length];
    for (int r = 0; r < refunds.length; r++) {
      PackedOrder.Refund refund = order.refunds[r];
      refunds[r] = LedgerRefund.of(refund, allocation.take(refund.amount(), order.named(refund)));
      net -= refund.amount();
      if (voidDay == LedgerTable.STILL_VALID && !counts(net, n, allocation)) {
        voidDay = refund.day();
      }
    }
    return new LedgerOrder(
        order.id,
        order.at,
        order.day,
        voidDay,
        order.channel,
        order.store,
        status,
        order.amounts,
        products,
        quantities,
        lineAmounts,
        refunds);
  }

  /** Not the freight that it kept makes an order count, but a line that does. */
  private static boolean counts(long net, int lines, RefundAllocation allocation) {
    return net > 0 && (lines == 0 || allocation.anyLineCounts());
  }
}
