package io.tributary.ledger;

/**
 * What an order cost, in cents, completed from what its source tells. Not known: the discount,
 * where the source tells neither it nor the gross amount; the order is then taken to have had none
 * in {@code gross}.
 *
 * @param discount {@link #UNKNOWN} where it is not known
 */
record OrderAmounts(long gross, long discount, long paid) {
  static final long UNKNOWN = -1;

  /**
   * Completes the amounts.
   *
   * @param gross and {@code discount}, {@code paid}: as mapped, null where not
   * @param lines the sum of the order's lines
   */
  static OrderAmounts of(Long gross, Long discount, Long paid, long lines) {
    long isPaid = paid != null ? paid : paidAsTold(gross, discount, lines);
    if (gross == null) {
      return discount == null
          ? new OrderAmounts(isPaid, UNKNOWN, isPaid)
          : new OrderAmounts(isPaid + discount, discount, isPaid);
    }
    // What was paid beyond the price of the goods (freight) is no negative discount.
    return new OrderAmounts(
        gross, discount != null ? discount : Math.max(gross - isPaid, 0), isPaid);
  }

  private static long paidAsTold(Long gross, Long discount, long lines) {
    return gross == null ? lines : Math.max(gross - (discount == null ? 0 : discount), 0);
  }
}
