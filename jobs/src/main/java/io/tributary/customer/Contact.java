package io.tributary.customer;

/**
 * Since when a person is known, and from when until when they could be addressed: as a member, or
 * by a phone number or an email address. In days since 1970-01-01.
 *
 * @param until first day on which they could not any more
 */
public record Contact(int knownFrom, int from, int until) {
  /** A day that never comes. */
  public static final int NEVER = Integer.MAX_VALUE;

  boolean isKnown(int date) {
    return knownFrom <= date;
  }

  boolean isAddressable(int date) {
    return from <= date && date < until;
  }
}
