package io.tributary.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What differs in the evidence between two nights. Most changes of a clean table say nothing about
 * identity (a member's points, an order's amount) and are not among it.
 */
final class EvidenceChanges {
  private static final String IDENTIFIERS = "array<struct<namespace: string, key: binary>>";

  private EvidenceChanges() {}

  /**
   * The records whose identifiers or dates differ.
   *
   * @param feed rows of {@link Evidence#of} with {@code _change_type} and {@code _commit_version}:
   *     all that happened to each record in between
   * @return {@code entity, record_key}, and the identifiers of both states together
   */
  static Dataset<Row> of(Dataset<Row> feed) {
    Column isAfter = col("_change_type").isin("insert", "update_postimage");
    // Where a commit takes a row away and adds it again, it is added last.
    Column order = col("_commit_version").multiply(2).plus(when(isAfter, 1).otherwise(0));
    Column state =
        struct(
            isAfter.as("is_after"),
            col("is_current"),
            col("start_on"),
            col("end_on"),
            col("identifiers"));
    Dataset<Row> ends =
        feed.groupBy("record_key", "entity")
            .agg(min_by(state, order).as("first"), max_by(state, order).as("last"));
    Column was = not(col("first.is_after")).and(col("first.is_current"));
    Column is = col("last.is_after").and(col("last.is_current"));
    Column same =
        was.equalTo(is)
            .and(
                not(is)
                    .or(
                        col("first.start_on")
                            .eqNullSafe(col("last.start_on"))
                            .and(col("first.end_on").eqNullSafe(col("last.end_on")))
                            .and(col("first.identifiers").eqNullSafe(col("last.identifiers")))));
    return ends.where(not(same))
        .select(
            col("entity"),
            col("record_key"),
            concat(
                    identifiers(was, col("first.identifiers")),
                    identifiers(is, col("last.identifiers")))
                .as("identifiers"));
  }

  private static Column identifiers(Column condition, Column identifiers) {
    return coalesce(when(condition, identifiers), array().cast(IDENTIFIERS));
  }

  /** The identifiers that changed records mention or mentioned: {@code namespace, key}. */
  static Dataset<Row> values(Dataset<Row> changes) {
    return changes
        .select(explode(col("identifiers")).as("identifier"))
        .select("identifier.namespace", "identifier.key")
        .distinct();
  }

  /** No change at all, in the shape of {@link #of}. */
  static Dataset<Row> none(Dataset<Row> records) {
    return records.where(lit(false)).select("entity", "record_key", "identifiers");
  }
}
