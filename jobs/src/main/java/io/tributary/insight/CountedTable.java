package io.tributary.insight;

import java.util.List;

/** A published table that is made of what the pass over the ledger counts. */
interface CountedTable {
  /** The table's name. */
  String name();

  /** What it needs. */
  List<Count> counts();

  /** Makes its rows. */
  void addRows(Totals totals, TableRows rows);
}
