package io.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unhex;

import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.RunLock;
import io.tributary.lake.StagedChanges;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Entity;
import io.tributary.workspace.Entity.Personal;
import io.tributary.workspace.EntityCatalog;
import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes erased people out of what the ingest has written: clean tables, vault and {@code rejects}.
 * Afterwards these are what a rebuild from all dumps would make of them; to do it again changes
 * nothing.
 *
 * <p>A rule that surprises: with them the vault loses every value that no row refers to any more,
 * whosoever it was. Corrected records leave such values behind, and nobody could tell whose.
 */
public final class ForgetDelivered {
  private static final String ORDER = "order";
  private static final String ORDER_LINE = "order_line";

  private final Lake lake;
  private final ErasureRules erased;
  private final boolean ordersAreDerived;

  /**
   * Looks into a lake.
   *
   * @param tombstones of everybody who is to be forgotten, those who were before included
   */
  public ForgetDelivered(
      Lake lake, Map<String, Namespace> namespaces, VaultKey key, Tombstones tombstones) {
    this.lake = lake;
    this.erased = new ErasureRules(tombstones, namespaces, key);
    this.ordersAreDerived = LakeState.of(lake).ordersAreDerived();
  }

  /** How many rows would go or change, by table. */
  public Map<String, Long> preview() {
    Map<String, Long> rows = new LinkedHashMap<>();
    changes().forEach((spec, changes) -> rows.put(spec.name(), changes.count()));
    return rows;
  }

  /** Takes them out. */
  public void carryOut(RunLock lock) {
    changes()
        .forEach((spec, changes) -> StagedChanges.write(lake, spec, changes).apply(lake, lock));
  }

  /** Vault and rejects come first: what is theirs is found by what the clean tables will be. */
  private Map<TableSpec, Dataset<Row>> changes() {
    Map<TableSpec, Dataset<Row>> changes = new LinkedHashMap<>();
    if (lake.has(Vault.TABLE)) {
      Dataset<Row> records = goingRecords();
      changes.put(rejects(), changesOfRejects(records));
      changes.put(Vault.SPEC, marked(goingValues().unionByName(records), true));
    }
    for (CleanTable table : tables()) {
      changes.put(
          table.spec(),
          ordersAreDerived && table.name().equals(CleanTable.name(ORDER))
              ? changesOfDerivedOrders(table)
              : new ForgetRecords(table, erased).changes(rows(table)));
    }
    return changes;
  }

  private List<CleanTable> tables() {
    return EntityCatalog.standard().entities().stream()
        .filter(Entity::takesIdentifiers)
        .map(CleanTable::new)
        .filter(table -> lake.has(table.name()))
        .toList();
  }

  private Dataset<Row> rows(CleanTable table) {
    return lake.readOrEmpty(table.spec());
  }

  /** Orders that are summed up from lines have what their lines have. */
  private Dataset<Row> changesOfDerivedOrders(CleanTable orders) {
    CleanTable lines = new CleanTable(EntityCatalog.standard().get(ORDER_LINE));
    ForgetRecords forget = new ForgetRecords(lines, erased);
    Dataset<Row> touched = forget.changes(rows(lines)).select("order_id").distinct();
    String[] orderId = {"order_id"};
    Dataset<Row> remaining = forget.remaining(rows(lines)).join(touched, orderId, "left_semi");
    return Lake.difference(
        orders.spec(),
        DerivedOrders.of(remaining, orders),
        rows(orders).join(touched, orderId, "left_semi"));
  }

  /** Identifiers and names that no row will have. */
  private Dataset<Row> goingValues() {
    List<Dataset<Row>> identifiers = new ArrayList<>();
    List<Dataset<Row>> names = new ArrayList<>();
    for (CleanTable table : tables()) {
      Dataset<Row> remaining = new ForgetRecords(table, erased).remaining(rows(table));
      identifiers.add(
          remaining.select(explode(col("identifiers")).as("i")).select("i.namespace", "i.key"));
      for (Entity.Column column : table.entity().columns()) {
        if (column.personal() == Personal.NAME) {
          names.add(remaining.select(unhex(col(column.name())).as("key")));
        }
      }
    }
    return unused(Secrets.IDENTIFIER, identifiers, List.of("namespace", "key"))
        .unionByName(unused(Secrets.NAME, names, List.of("key")));
  }

  private Dataset<Row> unused(String kind, List<Dataset<Row>> used, List<String> by) {
    Dataset<Row> values = ofKind(kind);
    return used.stream()
        .reduce(Dataset::unionByName)
        .map(all -> values.join(all.distinct(), by.toArray(String[]::new), "left_anti"))
        .orElse(values)
        .select(Vault.SPEC.select());
  }

  private Dataset<Row> ofKind(String kind) {
    return lake.readOrEmpty(Vault.SPEC).where(col("kind").equalTo(kind));
  }

  /** Rejected records that mention somebody who was erased, or that no reject refers to. */
  private Dataset<Row> goingRecords() {
    Dataset<Row> rejected =
        lake.readOrEmpty(rejects()).select(unhex(col("record_key")).as("key")).distinct();
    Dataset<Row> records =
        ofKind(Secrets.RECORD)
            .withColumn("_gone", erased.mentions(col("value")))
            .join(rejected.withColumn("_known", lit(true)), new String[] {"key"}, "left_outer");
    return records.where(col("_gone").or(col("_known").isNull())).select(Vault.SPEC.select());
  }

  private static TableSpec rejects() {
    return Contracts.table(RejectedRows.TABLE)
        .withInternal(RejectedRows.INTERNAL, List.of(RejectedRows.KEY));
  }

  /** That a record was left out, where it stands and why, stays; what it said goes. */
  private Dataset<Row> changesOfRejects(Dataset<Row> records) {
    Dataset<Row> rejected = lake.readOrEmpty(rejects());
    Column none = lit(null).cast("string");
    return marked(
        rejected
            .join(
                records.select(hex(col("key")).as("record_key")),
                new String[] {"record_key"},
                "left_semi")
            .withColumn("record_key", none)
            .select(rejects().select()),
        false);
  }

  /** As {@link io.tributary.lake.Lake#apply} takes them. */
  static Dataset<Row> marked(Dataset<Row> rows, boolean goes) {
    return rows.withColumn("_delete", lit(goes)).withColumn("_new", lit(false));
  }
}
