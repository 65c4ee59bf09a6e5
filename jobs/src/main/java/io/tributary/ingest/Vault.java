package io.tributary.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The vault, {@code vault}: the only table with values that point to a person, encrypted. */
public final class Vault {
  /** The table's name. */
  public static final String TABLE = "vault";

  /** Its shape. */
  public static final TableSpec SPEC =
      new TableSpec(
          TABLE,
          "One value that points to a person: an identifier, a name, or a rejected record as the dump had it",
          List.of("kind", "namespace", "key"),
          List.of(
              new ColumnSpec(
                  "key",
                  "binary",
                  false,
                  "Keyed hash (HMAC-SHA-256, 128 bits) of namespace and value"),
              new ColumnSpec(
                  "namespace", "string", false, "The identifier's namespace; else the kind"),
              new ColumnSpec("kind", "string", false, "identifier, name or record"),
              new ColumnSpec("value", "binary", false, "The value, encrypted (AES-GCM)")),
          false);

  private Vault() {}

  /** Adds the values of tonight's dumps that it does not hold yet. */
  static void add(Lake lake, Collection<StagedSource> sources) {
    Dataset<Row> all = null;
    for (StagedSource source : sources) {
      Dataset<Row> secrets = secrets(source.rows());
      all = all == null ? secrets : all.unionByName(secrets);
    }
    if (all == null) {
      return;
    }
    Dataset<Row> tonight =
        all.groupBy(NewestVersions.columns(SPEC.key())).agg(first("value").as("value"));
    Dataset<Row> known = lake.readOrEmpty(SPEC).select(NewestVersions.columns(SPEC.key()));
    Dataset<Row> missing = tonight.join(known, SPEC.key().toArray(String[]::new), "left_anti");
    // Written down first, for on many nights there are none, and an empty commit is one, too.
    Dataset<Row> written = lake.keep("changes/" + TABLE, missing);
    if (written.isEmpty()) {
      lake.ensure(SPEC);
    } else {
      lake.append(SPEC, written);
    }
  }

  private static Dataset<Row> secrets(Dataset<Row> staged) {
    Column none = array().cast("array<" + Secrets.FOUND + ">");
    Column known = coalesce(col("_secrets"), none);
    Column all = when(col("_raw").isNotNull(), array_append(known, col("_raw"))).otherwise(known);
    return staged
        .select(explode(all).as("secret"))
        .select("secret.kind", "secret.namespace", "secret.key", "secret.value");
  }
}
