package io.tributary.lake;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/**
 * Counts the rows of a dataset while it is written: to count them by itself is to make it twice.
 */
public final class RowCounts {
  private final Observation counts = new Observation();

  /**
   * The same rows, counted at their first use.
   *
   * @param first a count by name
   * @param more others
   */
  public Dataset<Row> of(Dataset<Row> rows, Column first, Column... more) {
    return rows.observe(counts, first, more);
  }

  /** A count, once the rows were written. */
  public long get(String name) {
    try {
      return (Long) counts.getAsJava().get(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while rows were counted", e);
    }
  }
}
