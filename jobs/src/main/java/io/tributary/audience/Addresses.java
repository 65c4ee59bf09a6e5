package io.tributary.audience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tributary.workspace.DeliveryProfile.Address;
import io.tributary.workspace.Settings.Namespace;
import java.sql.Date;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where people are reached: of each kind of address the one that was mentioned last, if it still is
 * theirs. A member's record that stands mentions its identifiers to this day; of several at once
 * the one known for shorter counts.
 */
final class Addresses {
  private Addresses() {}

  /**
   * One row per person and kind: {@code one_id, address, namespace, key}.
   *
   * @param identifiers rows of {@link io.tributary.identity.UsableIdentifiers}
   * @param people {@code one_id} of those whose addresses are wanted
   */
  static Dataset<Row> of(
      Dataset<Row> identifiers,
      Dataset<Row> people,
      Collection<Namespace> namespaces,
      Collection<Address> kinds) {
    Dataset<Row> theirs =
        identifiers.where("is_current").join(people, new String[] {"one_id"}, "left_semi");
    Dataset<Row> all = null;
    for (Address kind : kinds) {
      Dataset<Row> some =
          theirs
              .where(isOf(kind, namespaces))
              .select(
                  col("one_id"),
                  lit(kind.name()).as("address"),
                  col("namespace"),
                  col("key"),
                  coalesce(col("last_seen_on"), lit(Date.valueOf("9999-12-31"))).as("last_on"),
                  col("first_seen_on"));
      all = all == null ? some : all.unionByName(some);
    }
    // Nearly everybody has one of each kind: nothing would become less before it is brought
    // together.
    return all.repartition(col("one_id"))
        .groupBy("one_id", "address")
        .agg(
            expr("max_by(struct(namespace, key), struct(last_on, first_seen_on, namespace, key))")
                .as("last"))
        .select("one_id", "address", "last.namespace", "last.key");
  }

  private static Column isOf(Address kind, Collection<Namespace> namespaces) {
    return col("namespace")
        .isin(namespaces.stream().filter(kind::isNamespace).map(Namespace::name).toArray());
  }

  /** The kinds that some profiles need, each once. */
  static List<Address> kinds(Collection<io.tributary.workspace.DeliveryProfile> profiles) {
    return profiles.stream().flatMap(p -> p.addresses().stream()).distinct().toList();
  }
}
