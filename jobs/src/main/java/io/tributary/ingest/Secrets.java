package io.tributary.ingest;

import static org.apache.spark.sql.functions.udf;

import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Namespace;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataType;

/**
 * Turns values that point to a person into what may stand in a table: {@code kind} (identifier,
 * number, name or record), {@code namespace}, {@code key} (the keyed hash), {@code value}
 * (encrypted), or why there is none ({@code dropped}). A blank value gives null. The key is inside
 * the function object, so no plan, event log or page shows it.
 */
final class Secrets {
  /** Kind of a vault row: an identifier, whose namespace is one of the workspace's. */
  static final String IDENTIFIER = "identifier";

  /** Kind of a key that no vault row has: a number that identifies nobody in this workspace. */
  static final String NUMBER = "number";

  /** Kind of a vault row: a person's name. */
  static final String NAME = "name";

  /** Kind of a vault row: a rejected record as the dump had it. */
  static final String RECORD = "record";

  /** The type of what these functions give. */
  static final String FOUND =
      "struct<kind: string, namespace: string, key: binary, value: binary, dropped: string>";

  private static final DataType SECRET = DataType.fromDDL(FOUND);

  private Secrets() {}

  /** A function over one text column: the identifier of a namespace. */
  static UserDefinedFunction identifier(VaultKey vaultKey, Namespace namespace) {
    IdentifierForm form = new IdentifierForm(namespace);
    Sealer sealer = new Sealer(vaultKey);
    String name = namespace.name();
    UDF1<String, Row> function =
        raw -> {
          IdentifierForm.Result result = form.of(raw);
          if (result.value() != null) {
            return secret(sealer, IDENTIFIER, name, result.value());
          }
          return result.dropped() == null
              ? null
              : RowFactory.create(IDENTIFIER, name, null, null, result.dropped());
        };
    return udf(function, SECRET);
  }

  /**
   * A function over one text column: the keyed hash alone, of a column whose namespace the
   * workspace does not have. It only names the row. The vault has no value, as no erasure would
   * ever find it.
   */
  static UserDefinedFunction number(VaultKey vaultKey, String namespace) {
    Sealer sealer = new Sealer(vaultKey);
    UDF1<String, Row> function =
        raw ->
            raw == null || raw.isBlank()
                ? null
                : RowFactory.create(
                    NUMBER, namespace, sealer.hash(namespace, raw.strip()), null, null);
    return udf(function, SECRET);
  }

  /** A function over one text column: any value that must not stand in clear, as it is. */
  static UserDefinedFunction hidden(VaultKey vaultKey, String kind) {
    Sealer sealer = new Sealer(vaultKey);
    UDF1<String, Row> function =
        raw -> raw == null || raw.isBlank() ? null : secret(sealer, kind, kind, raw.strip());
    return udf(function, SECRET);
  }

  private static Row secret(Sealer sealer, String kind, String namespace, String value) {
    return RowFactory.create(
        kind, namespace, sealer.hash(namespace, value), sealer.seal(namespace, value), null);
  }
}
