package io.tributary.generate;

/**
 * A shop of stone.
 *
 * @param tabletHabit its clerks type the store tablet's number instead of asking for the customer's
 */
record Store(int index, String code, String name, City city, boolean tabletHabit) {}
