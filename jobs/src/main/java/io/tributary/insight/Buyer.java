package io.tributary.insight;

/**
 * Whose a ledger row is, as far as the tables ask.
 *
 * @param number of the row, from 0 in its partition
 * @param firstOrderNumber of its first order, from 0 in its partition
 * @param isKnown false: an order or a refund whose customer nobody knows
 * @param memberFrom the day on which they became a member; {@link BuyerHistory#NEVER} if they did
 *     not
 * @param memberUntil the day on which they had left
 * @param relation to the brand on the day of the first purchase, as {@link Relation} has it
 */
record Buyer(
    long number,
    long firstOrderNumber,
    boolean isKnown,
    int memberFrom,
    int memberUntil,
    int relation) {

  /** A customer of whom no more is asked than their orders. */
  static final Buyer KNOWN =
      new Buyer(0, 0, true, BuyerHistory.NEVER, BuyerHistory.NEVER, Relation.STRANGER);

  boolean isMember(int day) {
    return memberFrom <= day && day < memberUntil;
  }
}
