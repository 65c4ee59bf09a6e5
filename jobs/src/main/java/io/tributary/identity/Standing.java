package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an identifier is before anybody asks whose it is (semantics.md, OneID steps 1 to 3):
 * blocked, or in each of its tenures usable or shared. One row per value and tenure: {@code
 * namespace, key, tenure, node, rank, first_on, last_on, records, status}; {@code node} is the
 * 64-bit number under which links know it.
 */
final class Standing {
  private final Namespaces namespaces;
  private final Blocklist blocklist;
  private final VaultValues vault;
  private final Scratch scratch;
  private final Column number;

  /**
   * Prepares.
   *
   * @param number one of {@link NodeNumbers}
   */
  Standing(
      Namespaces namespaces,
      Blocklist blocklist,
      VaultValues vault,
      Scratch scratch,
      Column number) {
    this.number = number;
    this.namespaces = namespaces;
    this.blocklist = blocklist;
    this.vault = vault;
    this.scratch = scratch;
  }

  /**
   * Judges the values that some mentions are about.
   *
   * @param mentions all mentions of each of these values, with the {@code identifiers} of their
   *     records
   * @param blockedBefore other values that are known to be blocked
   */
  Dataset<Row> of(Dataset<Row> mentions, Dataset<Row> blockedBefore) {
    Dataset<Row> values = mentions.select("namespace", "key").distinct();
    Dataset<Row> blocked = scratch.keep(blocklist.among(values, vault));
    Dataset<Row> free = mentions.join(blocked, new String[] {"key", "namespace"}, "left_anti");
    Dataset<Row> tenures = scratch.keep(withNode(Tenures.of(free, namespaces)));
    Dataset<Row> shared =
        SharedValues.of(
                Tenures.assign(free.where(Evidence.namesSeveral()), tenures),
                blocked.unionByName(blockedBefore),
                namespaces)
            .withColumn("is_shared", lit(true));
    Dataset<Row> judged =
        tenures
            .join(shared, new String[] {"node"}, "left_outer")
            .withColumn(
                "status",
                when(coalesce(col("is_shared"), lit(false)), IdentityTables.SHARED)
                    .otherwise(IdentityTables.USABLE))
            .drop("is_shared");
    return judged.unionByName(ofBlocked(mentions, blocked));
  }

  private Dataset<Row> ofBlocked(Dataset<Row> mentions, Dataset<Row> blocked) {
    return withNode(
            mentions
                .join(blocked, new String[] {"key", "namespace"}, "left_semi")
                .groupBy("namespace", "key")
                .agg(
                    min("start_on").as("first_on"),
                    max("end_on").as("last_on"),
                    count(lit(1)).as("records"))
                .withColumn("tenure", lit(1)))
        .withColumn("status", lit(IdentityTables.BLOCKED));
  }

  private Dataset<Row> withNode(Dataset<Row> tenures) {
    return withNode(tenures, namespaces, number);
  }

  private static Dataset<Row> withNode(Dataset<Row> tenures, Namespaces namespaces, Column number) {
    return tenures.withColumn("node", number).withColumn("rank", namespaces.rank(col("namespace")));
  }

  /**
   * Rows of the table {@code identifiers} in the shape of this class, and what else they have; few
   * enough of them for the first of {@link NodeNumbers}.
   */
  static Dataset<Row> known(Dataset<Row> identifiers, Namespaces namespaces) {
    return known(identifiers, namespaces, NodeNumbers.of(0));
  }

  /** The same with numbers that the caller makes sure of. */
  static Dataset<Row> known(Dataset<Row> identifiers, Namespaces namespaces, Column number) {
    return withNode(identifiers, namespaces, number)
        .withColumnRenamed("first_seen_on", "first_on")
        .withColumn("last_on", coalesce(col("last_seen_on"), lit(Evidence.FOR_EVER)))
        .drop("last_seen_on");
  }
}
