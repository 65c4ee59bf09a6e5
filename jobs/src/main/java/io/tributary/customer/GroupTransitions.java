package io.tributary.customer;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The published table {@code group_transitions}: how many customers moved from which lifecycle
 * group and stage to which within 30 days. Both ends are computed tonight, with tonight's
 * identities, from what was known at each: an earlier night's table is never looked at. {@code
 * absent} are people who were unknown then.
 */
final class GroupTransitions {
  private GroupTransitions() {}

  /** Counts customers. */
  static Dataset<Row> of(Dataset<Row> customers) {
    return moves(customers, "lifecycle", "lifecycle_before", "lifecycle_group")
        .unionByName(moves(customers, "stage", "stage_before", "stage"));
  }

  private static Dataset<Row> moves(Dataset<Row> customers, String kind, String from, String to) {
    Column before = coalesce(col(from), lit("absent"));
    return customers
        .groupBy(before.as("from"), col(to).as("to"), col("as_of"))
        .agg(count(lit(1)).as("customers"), sum("net_30d").as("net_30d"))
        .withColumn("kind", lit(kind));
  }
}
