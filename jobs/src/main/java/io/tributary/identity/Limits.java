package io.tributary.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;

import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Limits (semantics.md, OneID step 5): a component with more values of a namespace than one person
 * has is taken apart and rebuilt, strongest link first.
 */
final class Limits {
  private Limits() {}

  /**
   * The components that break a limit: {@code component}.
   *
   * @param members {@code component, namespace, key}; a value counts once, whatever its tenures
   */
  static Dataset<Row> broken(Dataset<Row> members, Namespaces namespaces) {
    Column limit = namespaces.limit(col("namespace"));
    return members
        .where(limit.isNotNull())
        .groupBy("component", "namespace")
        .agg(countDistinct("key").as("values"))
        .where(col("values").gt(limit))
        .select("component")
        .distinct();
  }

  /**
   * Takes components apart. One row per identifier, with its group, and one per refused link: see
   * {@link LimitedGroups#RESULT}.
   *
   * @param members all identifiers of the components: {@code component, node, namespace, key,
   *     tenure, rank}
   * @param links {@code a, b, records, last_on}
   */
  static Dataset<Row> takeApart(
      Dataset<Row> members, Dataset<Row> links, VaultValues vault, Namespaces namespaces) {
    Dataset<Row> nodes =
        vault
            .withSealed(members)
            .select("component", "node", "namespace", "key", "tenure", "rank", "value");
    Dataset<Row> ofComponents =
        links
            .join(
                broadcast(members.select(col("component"), col("node").as("a"))),
                new String[] {"a"},
                "inner")
            .select("component", "a", "b", "records", "last_on");
    MapFunction<Row, Long> component = row -> row.getLong(0);
    return nodes
        .groupByKey(component, Encoders.LONG())
        .cogroup(
            ofComponents.groupByKey(component, Encoders.LONG()),
            new LimitedGroups(vault.key(), namespaces.limits()),
            Encoders.row(LimitedGroups.RESULT));
  }

  /** The members with their {@code grp}: what {@link #takeApart} says, else the component. */
  static Dataset<Row> grouped(Dataset<Row> members, Dataset<Row> takenApart) {
    Dataset<Row> groups =
        takenApart.where(col("b").isNull()).select(col("a").as("node"), col("grp").as("new_grp"));
    return members
        .join(groups, new String[] {"node"}, "left_outer")
        .withColumn("grp", coalesce(col("new_grp"), col("component")))
        .drop("new_grp");
  }
}
