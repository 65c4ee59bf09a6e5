package io.tributary.ingest;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.vault.VaultKey;
import io.tributary.workspace.Entity;
import io.tributary.workspace.Settings.Namespace;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What {@link Tombstones} do to records: those of a dump on its way into the lake, and those that
 * are in it. Orders, their lines and refunds stay, without a person; every other record of an
 * erased person goes.
 */
final class ErasureRules {
  private static final Set<String> STAY_ANONYMOUS = Set.of("order", "order_line", "refund");
  private static final DataType IDENTIFIERS = DataType.fromDDL(Secrets.IDENTIFIERS);
  private static final String KEPT = "_kept";

  private final Tombstones tombstones;
  private final Map<String, Namespace> namespaces;
  private final VaultKey key;

  ErasureRules(Tombstones tombstones, Map<String, Namespace> namespaces, VaultKey key) {
    this.tombstones = tombstones;
    this.namespaces = namespaces;
    this.key = key;
  }

  /** Whether records of the entity stay when their person goes. */
  static boolean stayAnonymous(Entity entity) {
    return STAY_ANONYMOUS.contains(entity.name());
  }

  /**
   * The identifiers that stay of a record; null if it was an erased person's.
   *
   * @param dated the column with the record's date
   */
  Column kept(Entity entity, Column identifiers, Column dated) {
    return udf(new KeptIdentifiers(tombstones, namespaces, entity), IDENTIFIERS)
        .apply(identifiers, unix_date(to_date(dated)));
  }

  /** Whether the raw text of a rejected record may be kept. */
  Column mayBeKept(Column text) {
    if (tombstones.isEmpty()) {
      return lit(true);
    }
    RejectedText rejected = new RejectedText(tombstones, namespaces, key);
    UDF1<String, Boolean> test = raw -> raw != null && !rejected.mentions(raw);
    return udf(test, DataTypes.BooleanType).apply(text);
  }

  /** Whether a sealed record of the vault mentions an erased person. */
  Column mentions(Column sealedRecord) {
    RejectedText rejected = new RejectedText(tombstones, namespaces, key);
    UDF1<byte[], Boolean> test = rejected::mentions;
    return udf(test, DataTypes.BooleanType).apply(sealedRecord);
  }

  /**
   * The records of one mapping as {@link StageDumps} judged them, without erased people: not of the
   * entity, where they would be theirs alone, and with nothing of theirs for the vault.
   */
  Dataset<Row> forget(Dataset<Row> judged, int mapping, Entity entity) {
    if (tombstones.isEmpty() || !entity.takesIdentifiers()) {
      return judged;
    }
    String identifiers = StageDumps.column(mapping, "identifiers");
    String found = StageDumps.column(mapping, StageDumps.SECRETS);
    String is = StageDumps.column(mapping, "_is");
    Column dated = col(StageDumps.column(mapping, CleanTable.datedBy(entity.name())));
    Column isTouched = not(col(identifiers).eqNullSafe(col(KEPT)));
    Column isTheirs = isTouched.and(col(KEPT).isNull());
    Column rest =
        filter(
            col(found),
            secret ->
                not(secret.getField("kind").equalTo(Secrets.IDENTIFIER))
                    .or(
                        array_contains(
                            col(KEPT),
                            struct(
                                secret.getField("namespace").as("namespace"),
                                secret.getField("key").as("key")))));
    return judged
        .withColumn(KEPT, kept(entity, col(identifiers), dated))
        .withColumn(found, when(isTheirs, lit(null)).when(isTouched, rest).otherwise(col(found)))
        .withColumn(is, stayAnonymous(entity) ? col(is) : col(is).and(not(isTheirs)))
        .withColumn(identifiers, col(KEPT))
        .drop(KEPT);
  }
}
