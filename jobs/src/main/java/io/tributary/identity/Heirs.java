package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who a merged customer is today. An id that was merged never lives again, so following {@code
 * merged} from id to id always ends.
 */
public final class Heirs {
  private Heirs() {}

  /**
   * One row per id that was ever merged: {@code one_id}, and {@code heir}, the id at the end of its
   * path. The heir itself may have no evidence left.
   *
   * @param history rows of {@code one_id_history}
   */
  public static Dataset<Row> of(Dataset<Row> history) {
    Dataset<Row> heirs =
        history
            .where(col("event").equalTo(IdHistory.MERGED))
            .select(col("one_id"), col("other_one_id").as("heir"));
    // Each round doubles the length of the paths that are followed.
    while (true) {
      Dataset<Row> next = heirs.select(col("one_id").as("heir"), col("heir").as("their_heir"));
      Dataset<Row> followed = heirs.join(next, new String[] {"heir"}, "left_outer");
      boolean isDone = followed.where(col("their_heir").isNotNull()).isEmpty();
      heirs = followed.select(col("one_id"), coalesce(col("their_heir"), col("heir")).as("heir"));
      if (isDone) {
        return heirs;
      }
    }
  }
}
