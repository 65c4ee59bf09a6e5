package io.tributary.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Changes of one table, written down before they are merged: the merge reads them twice, and there
 * may be none. Rows that are all new are simply added, which takes a fraction of a merge's time and
 * is what most nights bring to most tables.
 *
 * @param rows the table's columns, {@code _delete} and {@code _new}, as {@link Lake#keep} kept them
 * @param count how many rows there are
 */
public record StagedChanges(TableSpec spec, Dataset<Row> rows, long count, boolean allNew) {
  /**
   * Writes changes down; the table stays as it is.
   *
   * @param changes as {@link Lake#difference} gives them
   */
  public static StagedChanges write(Lake lake, TableSpec spec, Dataset<Row> changes) {
    RowCounts counts = new RowCounts();
    Dataset<Row> counted =
        counts.of(changes, functions.count(lit(1)).as("all"), count_if(col("_new")).as("new"));
    Dataset<Row> kept = lake.keep("changes/" + spec.name(), counted);
    long all = counts.get("all");
    return new StagedChanges(spec, kept, all, all == counts.get("new"));
  }

  /** Brings the changes into the table, if there are any. */
  public void apply(Lake lake, RunLock lock) {
    if (count == 0) {
      return;
    }
    lock.verify();
    if (allNew) {
      lake.append(spec, rows);
    } else {
      lake.apply(spec, Lookup.of(rows, count));
    }
  }
}
