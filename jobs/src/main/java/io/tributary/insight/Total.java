package io.tributary.insight;

/**
 * What was counted at one key in the whole ledger.
 *
 * @param d always 0 for a {@link Distribution}
 * @param values what {@link Count#total} makes of the counters; of a {@link Distribution}, its
 *     summary
 */
record Total(int a, int b, int c, int d, long[] values) {}
