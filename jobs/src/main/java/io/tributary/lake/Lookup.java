package io.tributary.lake;

import io.tributary.pipeline.Sessions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that a much larger table is looked through for. A few are sent to the table's rows, which
 * then need neither be sorted nor sent anywhere themselves; of more, Spark finds out which way is
 * the shorter.
 */
public final class Lookup {
  /** In the memory of every process that works on the large table. */
  private static final long MOST_BYTES = 128L << 20;

  /** What a row takes in a table in memory beside its columns. */
  private static final long ROW_BYTES = 64;

  private Lookup() {}

  /** The rows, with the word that they are sent if they are few. */
  public static Dataset<Row> of(Dataset<Row> rows, long count) {
    return isSent(count, rows.schema()) ? functions.broadcast(rows) : rows;
  }

  /**
   * The same rows, counted first; on a small night, when that would take longer than what is looked
   * through, as they are.
   */
  public static Dataset<Row> of(Dataset<Row> rows) {
    return Sessions.isSmall(rows.sparkSession()) ? rows : of(rows, rows.count());
  }

  /** By the size that Spark takes columns of a type to have. */
  static boolean isSent(long count, StructType schema) {
    return count * (ROW_BYTES + schema.defaultSize()) <= MOST_BYTES;
  }
}
