package io.tributary.insight;

/**
 * Whose a ledger row is, as far as the tables ask.
 *
 * @param number of the row, from 0 in its partition
 * @param firstOrderNumber of its first order, from 0 in its partition
 * @param isKnown false: an order or a refund whose customer nobody knows
 * @param memberFrom of each membership the day on which it began; none if they never were a member
 * @param memberUntil of each the day on which they had left; {@link BuyerHistory#NEVER} if they did
 *     not
 * @param relation to the brand on the day of the first purchase, as {@link Relation} has it
 */
record Buyer(
    long number,
    long firstOrderNumber,
    boolean isKnown,
    int[] memberFrom,
    int[] memberUntil,
    int relation) {

  /** A customer of whom no more is asked than their orders. */
  static final Buyer KNOWN = new Buyer(0, 0, true, new int[0], new int[0], Relation.STRANGER);

  boolean isMember(int day) {
    for (int i = 0; i < memberFrom.length; i++) {
      if (memberFrom[i] <= day && day < memberUntil[i]) {
        return true;
      }
    }
    return false;
  }
}
