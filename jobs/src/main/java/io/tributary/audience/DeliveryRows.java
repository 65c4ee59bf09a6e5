package io.tributary.audience;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unhex;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What stands in tonight's files, a row per line; each file's rows lie in one partition, in order.
 * Addresses and names are still sealed: only the writer opens them, so that no shuffle and no
 * spilled sort holds one.
 */
final class DeliveryRows {
  private final List<Audience> audiences;
  private final List<Address> kinds;

  /**
   * Prepares the files' rows.
   *
   * @param kinds the addresses that the audiences' profiles need
   */
  DeliveryRows(List<Audience> audiences, List<Address> kinds) {
    this.audiences = audiences;
    this.kinds = kinds;
  }

  /** The column of an address of a kind, by its place, as the vault has it. */
  static String sealed(int kind) {
    return "sealed_" + kind;
  }

  /**
   * The rows: {@code audience, delivery, arm, file_arm} (null where the arms share a file), {@code
   * one_id, texts} (of the columns that are not secret), {@code name}, and the addresses.
   *
   * @param selected rows of {@code audience_ledger} of tonight
   * @param addresses rows of {@link Addresses}
   * @param names {@code one_id, name} (sealed)
   * @param vault rows of the vault
   */
  Dataset<Row> of(
      Dataset<Row> selected,
      Dataset<Row> customers,
      Dataset<Row> addresses,
      Dataset<Row> names,
      Dataset<Row> vault) {
    Dataset<Row> lines =
        selected
            .where(col("status").equalTo("selected"))
            .select(
                col("audience"),
                col("one_id"),
                col("arm"),
                explode(col("deliveries")).as("delivery"))
            .join(customers, new String[] {"one_id"}, "inner")
            .select(
                col("audience"),
                col("delivery"),
                col("arm"),
                fileArm().as("file_arm"),
                col("one_id"),
                texts().as("texts"));
    for (int kind = 0; kind < kinds.size(); kind++) {
      lines = lines.join(sealed(kind, addresses, vault), new String[] {"one_id"}, "left_outer");
    }
    return lines
        .join(names, new String[] {"one_id"}, "left_outer")
        .repartition(col("audience"), col("delivery"), col("file_arm"))
        .sortWithinPartitions("audience", "delivery", "file_arm", "one_id");
  }

  /** Who has an address of a kind: {@code one_id}, its namespace and the sealed address. */
  private static Dataset<Row> sealed(int kind, Dataset<Row> addresses, Dataset<Row> vault) {
    String namespace = Addresses.namespace(kind);
    String key = Addresses.key(kind);
    return addresses
        .where(col(key).isNotNull())
        .select("one_id", namespace, key)
        .join(
            vault
                .where(col("kind").equalTo("identifier"))
                .select(
                    col("namespace").as(namespace),
                    col("key").as(key),
                    col("value").as(sealed(kind))),
            new String[] {key, namespace},
            "inner")
        .drop(key);
  }

  /**
   * The sealed name of everybody whom the CRM knows: of several memberships, the one that is not
   * gone, else was changed last.
   */
  static Dataset<Row> names(Dataset<Row> members, Dataset<Row> records, Dataset<Row> vault) {
    return members
        .where(col("name").isNotNull())
        .withColumnRenamed("member_id", "record_key")
        .join(records.where(col("entity").equalTo("member")), new String[] {"record_key"}, "inner")
        .groupBy("one_id")
        .agg(
            max_by(
                    unhex(col("name")),
                    struct(col("gone_on").isNull(), col("updated_at"), col("record_key")))
                .as("key"))
        .join(
            vault.where(col("kind").equalTo("name")).select(col("key"), col("value").as("name")),
            new String[] {"key"},
            "inner")
        .select("one_id", "name");
  }

  private Column fileArm() {
    Column arm = lit(null).cast("string");
    for (Audience audience : audiences) {
      for (String name : audience.deliver()) {
        if (hasFilePerArm(audience, DeliveryCatalog.standard().get(name))) {
          arm = when(isLine(audience, name), col("arm")).otherwise(arm);
        }
      }
    }
    return arm;
  }

  private static boolean hasFilePerArm(Audience audience, DeliveryProfile profile) {
    long treated =
        audience.arms().stream().filter(arm -> !arm.name().equals(Audience.CONTROL)).count();
    return treated > 1 && !profile.showsArm();
  }

  /** The share of an audience's people who are in its smallest list for a platform. */
  static BigDecimal smallestList(Audience audience, DeliveryProfile profile) {
    return hasFilePerArm(audience, profile)
        ? audience.arms().stream()
            .filter(arm -> !arm.name().equals(Audience.CONTROL))
            .map(Audience.Arm::share)
            .min(BigDecimal::compareTo)
            .orElseThrow()
        : BigDecimal.ONE.subtract(audience.controlShare());
  }

  /** The cells of {@code customer} columns, in order, then those of the variables. */
  private Column texts() {
    Column texts = array().cast("array<string>");
    for (Audience audience : audiences) {
      for (String name : audience.deliver()) {
        DeliveryProfile profile = DeliveryCatalog.standard().get(name);
        List<Column> cells = new ArrayList<>();
        profile.columns().forEach(c -> c.sql().ifPresent(sql -> cells.add(text(sql))));
        if (profile.takesVariables()) {
          audience.variables().values().forEach(sql -> cells.add(text(sql)));
        }
        if (!cells.isEmpty()) {
          texts =
              when(isLine(audience, name), array(cells.toArray(Column[]::new))).otherwise(texts);
        }
      }
    }
    return texts;
  }

  private static Column isLine(Audience audience, String delivery) {
    return col("audience").equalTo(audience.name()).and(col("delivery").equalTo(delivery));
  }

  private static Column text(String sql) {
    return coalesce(expr(sql).cast("string"), lit(""));
  }
}
