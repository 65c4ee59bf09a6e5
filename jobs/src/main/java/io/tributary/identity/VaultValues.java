package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** Sealed values of identifiers, for the few places where OneID orders by text. */
final class VaultValues {
  private final Dataset<Row> identifiers;
  private final VaultKey key;
  private final UnaryOperator<Dataset<Row>> prepared;

  /**
   * Looks into a vault.
   *
   * @param vault {@code kind, namespace, key, value}
   */
  VaultValues(Dataset<Row> vault, VaultKey key) {
    this(vault, key, UnaryOperator.identity());
  }

  /**
   * Looks into a vault.
   *
   * @param vault {@code kind, namespace, key, value}
   * @param prepared makes what is asked for ready to be looked for: {@link Scratch#lookup} where it
   *     is little beside the vault
   */
  VaultValues(Dataset<Row> vault, VaultKey key, UnaryOperator<Dataset<Row>> prepared) {
    this.prepared = prepared;
    this.identifiers =
        vault.where(col("kind").equalTo("identifier")).select("namespace", "key", "value");
    this.key = key;
  }

  /** Rows with {@code namespace, key} and, added, the sealed {@code value}. */
  Dataset<Row> withSealed(Dataset<Row> rows) {
    return prepared.apply(rows).join(identifiers, new String[] {"key", "namespace"}, "inner");
  }

  /**
   * Rows with {@code namespace, key} and, added, {@code text}: {@code namespace:value} in clear.
   */
  Dataset<Row> inClear(Dataset<Row> rows) {
    return withSealed(rows)
        .withColumn("text", text(key).apply(col("namespace"), col("value")))
        .drop("value");
  }

  VaultKey key() {
    return key;
  }

  private static UserDefinedFunction text(VaultKey key) {
    Sealer sealer = new Sealer(key);
    UDF2<String, byte[], String> open =
        (namespace, value) -> namespace + ":" + sealer.open(namespace, value);
    return udf(open, DataTypes.StringType);
  }
}
