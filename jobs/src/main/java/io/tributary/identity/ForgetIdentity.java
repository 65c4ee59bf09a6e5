package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.unhex;
import static org.apache.spark.sql.functions.when;

import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.RunLock;
import io.tributary.lake.StagedChanges;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What an erasure does to the tables of OneID before these are resolved again without the person's
 * records: none of theirs may be taken for what was known of somebody before. To do it again
 * changes nothing.
 */
public final class ForgetIdentity {
  private final Lake lake;
  private final List<String> oneIds;
  private final Collection<String> keys;

  /**
   * Looks into a lake.
   *
   * @param oneIds of the person, today's and those that were merged into it
   * @param keys keyed hashes of their identifiers, in hexadecimal
   */
  public ForgetIdentity(Lake lake, List<String> oneIds, Collection<String> keys) {
    this.lake = lake;
    this.oneIds = oneIds;
    this.keys = keys;
  }

  /** Takes them out. */
  public void carryOut(RunLock lock) {
    Dataset<Row> values = lake.read(IdentityTables.IDENTIFIERS.name()).where(isOneOf(col("key")));
    apply(lock, IdentityTables.IDENTIFIERS, identifiers(values, oneIds), values);
    TableSpec conflicts = Contracts.table(IdentityConflicts.TABLE);
    Dataset<Row> refused = lake.readOrEmpty(conflicts).where(not(isFree(keys)));
    apply(lock, conflicts, conflicts(refused, keys), refused);
    TableSpec history = Contracts.table(IdHistory.TABLE);
    Dataset<Row> theirs =
        lake.readOrEmpty(history).where(isIn("one_id", oneIds).or(isIn("other_one_id", oneIds)));
    apply(lock, history, history(theirs, oneIds), theirs);
  }

  private void apply(RunLock lock, TableSpec spec, Dataset<Row> desired, Dataset<Row> current) {
    StagedChanges.write(lake, spec, Lake.difference(spec, desired, current)).apply(lake, lock);
  }

  private Column isOneOf(Column key) {
    Column isIt = lit(false);
    for (String one : keys) {
      isIt = isIt.or(key.equalTo(unhex(lit(one))));
    }
    return isIt;
  }

  /**
   * All tenures of some values without the person's: those after them are counted anew, as they
   * would be had nobody had the value before.
   *
   * @param values rows of {@code identifiers}
   */
  static Dataset<Row> identifiers(Dataset<Row> values, List<String> oneIds) {
    Column isTheirs = col("one_id").isNotNull().and(isIn("one_id", oneIds));
    return values
        .where(not(isTheirs))
        .withColumn(
            "tenure", row_number().over(Window.partitionBy("namespace", "key").orderBy("tenure")));
  }

  /** Refused links without those of the person's values; links of others are refused again. */
  public static Dataset<Row> conflicts(Dataset<Row> refused, Collection<String> keys) {
    return refused.where(isFree(keys));
  }

  private static Column isFree(Collection<String> keys) {
    Object[] all = keys.toArray();
    return not(lower(col("key_a")).isin(all)).and(not(lower(col("key_b")).isin(all)));
  }

  /**
   * The history of all ids in which nothing leads to the person. The birth of each of their ids
   * stays, so that none is issued again.
   */
  public static Dataset<Row> history(Dataset<Row> changes, List<String> oneIds) {
    Column isTheirs = isIn("one_id", oneIds);
    Column isOther = col("other_one_id").isNotNull().and(isIn("other_one_id", oneIds));
    Column none = lit(null).cast("string");
    return changes
        .where(not(isTheirs.and(col("event").equalTo(IdHistory.MERGED))))
        .withColumn("evidence", when(isTheirs, none).otherwise(col("evidence")))
        .withColumn(
            "other_one_id", when(isTheirs.or(isOther), none).otherwise(col("other_one_id")));
  }

  private static Column isIn(String column, List<String> oneIds) {
    return col(column).isin(oneIds.toArray());
  }

  /** The date of the newest record that mentions one of some identifiers. */
  public static Optional<LocalDate> newestMention(Lake lake, Collection<String> keys) {
    ForgetIdentity wanted = new ForgetIdentity(lake, List.of(), keys);
    return Evidence.entities(lake, LakeState.of(lake).ordersAreDerived()).stream()
        .map(entity -> Evidence.of(entity, lake.read(CleanTable.name(entity))))
        .map(records -> records.where(col("identifiers").isNotNull()))
        .reduce(Dataset::unionByName)
        .flatMap(
            records ->
                Optional.ofNullable(
                    Evidence.mentions(records)
                        .where(wanted.isOneOf(col("key")))
                        .select(max("start_on"))
                        .as(Encoders.DATE())
                        .head()))
        .map(Date::toLocalDate);
  }
}
