package io.tributary.ingest;

import static org.apache.spark.sql.functions.udf;

import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Namespace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataType;
import scala.collection.Seq;

/**
 * Turns values that point to a person into what may stand in a table: the keyed hash ({@code key}),
 * and for the vault the value, encrypted. A blank value gives nothing. The key is inside the
 * function object, so no plan, event log or page shows it.
 *
 * <p>All values of a record are one call: what Spark has for arrays of structs is interpreted, not
 * compiled, and keeps every projection around it from being compiled into one loop.
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

  /** The type of a row of the vault. */
  static final String SECRET =
      "struct<kind: string, namespace: string, key: binary, value: binary>";

  /** The type of a record's identifiers. */
  static final String IDENTIFIERS = "array<struct<namespace: string, key: binary>>";

  /**
   * The type of what is found in a record: {@code keys}, the hash of each value in hexadecimal,
   * null where there is none; {@code identifiers}, sorted and without repetition, so that equal
   * records are equal, null if there are none; {@code dropped}, a word {@code dropped:phone:masked}
   * for each value that is no identifier, null if there are none; {@code secrets}, what goes to the
   * vault.
   */
  static final DataType FOUND =
      DataType.fromDDL(
          "struct<keys: array<string>, identifiers: %s, dropped: string, secrets: array<%s>>"
              .formatted(IDENTIFIERS, SECRET));

  private static final Comparator<Row> BY_NAMESPACE_AND_KEY =
      Comparator.<Row, String>comparing(row -> row.getString(0))
          .thenComparing(row -> row.<byte[]>getAs(1), Arrays::compareUnsigned);

  private Secrets() {}

  /**
   * One value of a record.
   *
   * @param form how an identifier is written; null for any other kind, which is taken as it is
   */
  record Value(String kind, String namespace, IdentifierForm form) implements Serializable {
    /** An identifier of a namespace. */
    static Value identifier(Namespace namespace) {
      return new Value(IDENTIFIER, namespace.name(), new IdentifierForm(namespace));
    }

    /**
     * A number whose namespace the workspace does not have. It only names the row. The vault has no
     * value, as no erasure would ever find it.
     */
    static Value number(String namespace) {
      return new Value(NUMBER, namespace, null);
    }

    /** A person's name. */
    static Value name() {
      return new Value(NAME, NAME, null);
    }
  }

  /** A function over an array of texts, the values of a record in their order. */
  static UserDefinedFunction of(VaultKey vaultKey, List<Value> values) {
    ArrayList<Slot> slots = new ArrayList<>();
    Sealer sealer = new Sealer(vaultKey);
    values.forEach(value -> slots.add(new Slot(value, sealer)));
    UDF1<Seq<String>, Row> function = texts -> found(slots, texts);
    return udf(function, FOUND);
  }

  /** A function over one text column: a rejected record, which must not stand in clear. */
  static UserDefinedFunction record(VaultKey vaultKey) {
    Slot slot = new Slot(new Value(RECORD, RECORD, null), new Sealer(vaultKey));
    UDF1<String, Row> function =
        raw -> {
          slot.read(raw);
          return slot.secret;
        };
    return udf(function, DataType.fromDDL(SECRET));
  }

  private static Row found(List<Slot> slots, Seq<String> texts) {
    String[] keys = new String[slots.size()];
    TreeSet<Row> identifiers = new TreeSet<>(BY_NAMESPACE_AND_KEY);
    List<String> dropped = new ArrayList<>();
    List<Row> secrets = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      Slot slot = slots.get(i);
      slot.read(texts.apply(i));
      keys[i] = slot.key;
      if (slot.identifier != null) {
        identifiers.add(slot.identifier);
      }
      if (slot.secret != null) {
        secrets.add(slot.secret);
      }
      if (slot.dropped != null) {
        dropped.add(slot.dropped);
      }
    }
    return RowFactory.create(
        keys,
        identifiers.isEmpty() ? null : List.copyOf(identifiers),
        dropped.isEmpty() ? null : String.join(" ", dropped),
        secrets);
  }

  /**
   * One value of the record at hand. Records that follow each other are often of one person, such
   * as an order's lines: what was worked out for a text is kept until another one comes.
   */
  private static final class Slot implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Value value;
    private final Sealer sealer;
    private transient String text;
    private transient String key;
    private transient Row identifier;
    private transient Row secret;
    private transient String dropped;

    Slot(Value value, Sealer sealer) {
      this.value = value;
      this.sealer = sealer;
    }

    void read(String raw) {
      if (Objects.equals(raw, text)) {
        return;
      }
      text = raw;
      key = null;
      identifier = null;
      secret = null;
      dropped = null;
      String normal = normal(raw);
      if (normal == null) {
        return;
      }
      byte[] hash = sealer.hash(value.namespace(), normal);
      key = HexFormat.of().withUpperCase().formatHex(hash);
      if (value.kind().equals(IDENTIFIER)) {
        identifier = RowFactory.create(value.namespace(), hash);
      }
      if (!value.kind().equals(NUMBER)) {
        byte[] sealed = sealer.seal(value.namespace(), normal);
        secret = RowFactory.create(value.kind(), value.namespace(), hash, sealed);
      }
    }

    private String normal(String raw) {
      if (value.form() == null) {
        return raw == null || raw.isBlank() ? null : raw.strip();
      }
      IdentifierForm.Result result = value.form().of(raw);
      if (result.dropped() != null) {
        dropped = "dropped:" + value.namespace() + ":" + result.dropped();
      }
      return result.value();
    }
  }
}
