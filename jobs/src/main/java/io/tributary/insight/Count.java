package io.tributary.insight;

import java.io.Serializable;

/** What the pass over the ledger counts for a table, key by key. */
interface Count extends Serializable {
  /** In keys: all channels, categories or the like together. */
  int ALL = Integer.MIN_VALUE;

  /** How many counters a key has. */
  int width();

  /** How many marks a key has. */
  default int marks() {
    return 0;
  }

  /**
   * What the counters of a key come to once all partitions are added up; only this reaches the
   * driver.
   */
  default long[] total(long[] counters) {
    return counters;
  }

  /** Adds what one buyer, or one order whose customer nobody knows, contributes. */
  void add(BuyerHistory buyer, Sums sums);
}
