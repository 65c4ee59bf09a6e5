package io.tributary.identity;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose a record is (semantics.md, OneID step 7): the customer of its strongest identifier, by
 * priority, then text. Values are opened only where the strongest are of one namespace and of
 * several customers, which limits alone can bring about.
 */
final class RecordOwners {
  private RecordOwners() {}

  /**
   * Of records that name one identifier, whose it is: {@code entity, record_key, one_id}.
   *
   * @param records as {@link Evidence} gives them
   * @param customers {@code namespace, key, first_on, last_on, one_id}
   */
  static Dataset<Row> ofOneIdentifier(Dataset<Row> records, Dataset<Row> customers) {
    return Tenures.assign(Evidence.mentions(records), customers)
        .select("entity", "record_key", "one_id");
  }

  /**
   * Of records that name several: {@code entity, record_key, one_id}.
   *
   * @param mentions of usable identifiers: {@code entity, record_key, rank, node}
   * @param customers {@code node, namespace, key, tenure, one_id}
   */
  static Dataset<Row> of(
      Dataset<Row> mentions, Dataset<Row> customers, VaultValues vault, Scratch scratch) {
    Dataset<Row> strongest =
        scratch.keep(
            mentions
                .select("entity", "record_key", "rank", "node")
                .join(customers.select("node", "one_id"), new String[] {"node"}, "inner")
                .groupBy(Evidence.byRecord())
                .agg(collect_list(struct("rank", "node", "one_id")).as("all"))
                .withColumn("best", array_min(expr("transform(all, i -> i.rank)")))
                .withColumn("strongest", expr("filter(all, i -> i.rank = best)"))
                .withColumn("one_ids", array_distinct(expr("transform(strongest, i -> i.one_id)")))
                .select("entity", "record_key", "strongest", "one_ids"));
    Dataset<Row> clear =
        strongest
            .where(size(col("one_ids")).equalTo(1))
            .select(col("entity"), col("record_key"), col("one_ids").getItem(0).as("one_id"));
    Dataset<Row> tied = strongest.where(size(col("one_ids")).gt(1));
    if (tied.isEmpty()) {
      return clear;
    }
    Dataset<Row> byText =
        vault
            .inClear(
                tied.select(
                        col("entity"), col("record_key"), explode(col("strongest.node")).as("node"))
                    .join(customers, new String[] {"node"}, "inner"))
            .groupBy("record_key", "entity")
            .agg(min(struct("text", "one_id")).as("first"))
            .select("entity", "record_key", "first.one_id");
    return clear.unionByName(byText);
  }
}
