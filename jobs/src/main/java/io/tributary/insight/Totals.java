package io.tributary.insight;

import java.util.ArrayList;
import java.util.List;

/** What the pass over the ledger counted, by what was asked. */
final class Totals {
  private final List<Count> counts;
  private final List<List<Total>> totals = new ArrayList<>();

  /** Nothing counted yet of what was asked. */
  Totals(List<Count> counts) {
    this.counts = counts;
    counts.forEach(c -> totals.add(new ArrayList<>()));
  }

  /** Adds a total of the count at a place. */
  void add(int counted, Total total) {
    totals.get(counted).add(total);
  }

  /** The totals of a count, in no order; it must be one of those that were asked for. */
  List<Total> of(Count count) {
    return totals.get(counts.indexOf(count));
  }
}
