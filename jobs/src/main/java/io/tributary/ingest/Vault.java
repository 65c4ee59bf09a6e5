package io.tributary.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.pipeline.Sessions;
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
    // The same value is always sealed to the same bytes, so whole rows can be compared. To take the
    // first value of each key instead would sort them all.
    Dataset<Row> tonight = all.distinct();
    if (!lake.has(TABLE)) {
      lake.append(SPEC, tonight);
      return;
    }
    // Written down first, for on many nights there are none, and an empty commit is one, too.
    Dataset<Row> missing = lake.keep("changes/" + TABLE, missing(lake, tonight));
    if (!missing.isEmpty()) {
      lake.append(SPEC, missing);
    }
  }

  /**
   * Those that the table lacks; a large table is only looked through, not sorted, for few. Where
   * both are sorted, the key comes first: it tells rows apart, nearly all of which are of one kind.
   */
  private static Dataset<Row> missing(Lake lake, Dataset<Row> tonight) {
    String[] key = {"key", "namespace", "kind"};
    Dataset<Row> known = keys(lake.read(TABLE));
    if (Sessions.isSmall(tonight.sparkSession())) {
      return tonight.join(known, key, "left_anti");
    }
    Dataset<Row> kept = lake.keep("vault/values", tonight);
    Dataset<Row> again = known.join(lake.lookup("vault/keys", keys(kept)), key, "left_semi");
    return kept.join(again, key, "left_anti");
  }

  private static Dataset<Row> keys(Dataset<Row> rows) {
    return rows.select(NewestVersions.columns(SPEC.key()));
  }

  private static Dataset<Row> secrets(Dataset<Row> staged) {
    Column none = array().cast("array<" + Secrets.SECRET + ">");
    Column known = coalesce(col("_secrets"), none);
    Column all = when(col("_raw").isNotNull(), array_append(known, col("_raw"))).otherwise(known);
    return staged
        .select(explode(all).as("secret"))
        .select("secret.kind", "secret.namespace", "secret.key", "secret.value");
  }
}
