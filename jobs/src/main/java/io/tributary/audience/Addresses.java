package io.tributary.audience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.DeliveryProfile.Address;
import io.tributary.workspace.Settings.Namespace;
import java.sql.Date;
import java.util.ArrayList;
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

  /** The columns of an address of a kind, by its place: its namespace, and its key there. */
  static String namespace(int kind) {
    return "namespace_" + kind;
  }

  static String key(int kind) {
    return "key_" + kind;
  }

  /**
   * One row per person: {@code one_id} and the columns of each kind, null where there is no such
   * address.
   *
   * @param identifiers rows of {@link io.tributary.identity.UsableIdentifiers}
   * @param people {@code one_id} of those whose addresses are wanted
   */
  static Dataset<Row> of(
      Dataset<Row> identifiers,
      Dataset<Row> people,
      Collection<Namespace> namespaces,
      List<Address> kinds) {
    Column isAsked = lit(false);
    List<Column> last = new ArrayList<>();
    List<Column> columns = new ArrayList<>(List.of(col("one_id")));
    for (int kind = 0; kind < kinds.size(); kind++) {
      Column isKind = isOf(kinds.get(kind), namespaces);
      isAsked = isAsked.or(isKind);
      String found = "last_" + kind;
      last.add(max_by(when(isKind, col("address")), when(isKind, col("mentioned"))).as(found));
      columns.add(col(found + ".namespace").as(namespace(kind)));
      columns.add(col(found + ".key").as(key(kind)));
    }
    // Most have one of each kind, so that a shuffle after a first aggregate would be no smaller.
    return identifiers
        .where(col("is_current").and(isAsked))
        .join(people, new String[] {"one_id"}, "left_semi")
        .repartition(col("one_id"))
        .select(
            col("one_id"),
            col("namespace"),
            struct("namespace", "key").as("address"),
            struct(
                    coalesce(col("last_seen_on"), lit(Date.valueOf("9999-12-31"))),
                    col("first_seen_on"),
                    col("namespace"),
                    col("key"))
                .as("mentioned"))
        .groupBy("one_id")
        .agg(last.get(0), last.subList(1, last.size()).toArray(Column[]::new))
        .select(columns.toArray(Column[]::new));
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
