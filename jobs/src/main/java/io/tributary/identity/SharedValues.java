package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Shared values (semantics.md, OneID step 3): a shop's tablet or a clerk's phone meets many
 * members. What meets more than its namespace allows belongs to nobody.
 */
final class SharedValues {
  private SharedValues() {}

  /**
   * The nodes of identifiers that are shared: {@code node}.
   *
   * @param mentions all mentions of each identifier that is among them by records that name
   *     several: {@code node, namespace, key}, and the {@code identifiers} of the record
   * @param blocked values that the blocklist names: {@code namespace, key}
   */
  static Dataset<Row> of(Dataset<Row> mentions, Dataset<Row> blocked, Namespaces namespaces) {
    Column allowed = namespaces.sharedAbove(col("namespace"));
    Column isItself =
        col("met.namespace").equalTo(col("namespace")).and(col("met.key").equalTo(col("key")));
    Dataset<Row> met =
        mentions
            .where(allowed.isNotNull())
            .withColumn("met", explode(col("identifiers")))
            .where(col("met.namespace").isin(namespaces.onePerCustomer().toArray()))
            .where(not(isItself))
            .select(
                col("node"),
                col("namespace"),
                col("met.namespace").as("met_namespace"),
                col("met.key").as("met_key"));
    Dataset<Row> counted =
        met.join(
            blocked.select(col("namespace").as("met_namespace"), col("key").as("met_key")),
            new String[] {"met_namespace", "met_key"},
            "left_anti");
    return counted
        .groupBy("node", "namespace", "met_namespace")
        .agg(countDistinct("met_key").as("values"))
        .where(col("values").gt(allowed))
        .select("node")
        .distinct();
  }
}
