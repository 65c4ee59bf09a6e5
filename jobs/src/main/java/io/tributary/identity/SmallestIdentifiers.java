package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The smallest {@code namespace:value} of each group, as text. The namespace decides by itself
 * where only one value of it is in the group (no name of a namespace holds a colon); values are
 * opened for the others only.
 */
final class SmallestIdentifiers {
  private SmallestIdentifiers() {}

  /**
   * One row per group: {@code grp, namespace, key, tenure}.
   *
   * @param members {@code grp, namespace, key, tenure}
   */
  static Dataset<Row> of(Dataset<Row> members, VaultValues vault) {
    Dataset<Row> first = firstNamespaces(members);
    Dataset<Row> single =
        first
            .where(col("low").equalTo(col("high")))
            .select(col("grp"), col("namespace"), col("low").as("key"), col("tenure"));
    Dataset<Row> several = first.where(col("low").notEqual(col("high"))).select("grp", "namespace");
    Dataset<Row> opened =
        smallestTexts(members.join(several, new String[] {"grp", "namespace"}, "left_semi"), vault)
            .select("grp", "smallest.namespace", "smallest.key", "smallest.tenure");
    return single.unionByName(opened);
  }

  /** One row per group: {@code grp, text}. */
  static Dataset<Row> texts(Dataset<Row> members, VaultValues vault) {
    Dataset<Row> first = firstNamespaces(members).select("grp", "namespace");
    return smallestTexts(members.join(first, new String[] {"grp", "namespace"}, "left_semi"), vault)
        .select(
            col("grp"),
            // Two groups may have one value, in two of its tenures.
            concat(col("smallest.text"), lit("\0"), lpad(col("smallest.tenure"), 9, "0"))
                .as("text"));
  }

  private static Dataset<Row> firstNamespaces(Dataset<Row> members) {
    return members
        .groupBy("grp", "namespace")
        .agg(min("key").as("low"), max("key").as("high"), min("tenure").as("tenure"))
        .groupBy("grp")
        .agg(
            min(struct(
                    concat(col("namespace"), lit(":")).as("prefix"),
                    col("namespace"),
                    col("low"),
                    col("high"),
                    col("tenure")))
                .as("first"))
        .select("grp", "first.namespace", "first.low", "first.high", "first.tenure");
  }

  private static Dataset<Row> smallestTexts(Dataset<Row> members, VaultValues vault) {
    return vault
        .inClear(members.select("grp", "namespace", "key", "tenure"))
        .groupBy("grp")
        .agg(min(struct(col("text"), col("tenure"), col("namespace"), col("key"))).as("smallest"));
  }
}
