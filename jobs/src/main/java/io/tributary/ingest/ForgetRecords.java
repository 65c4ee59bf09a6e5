package io.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What erasures change in the rows of one clean table: what the dumps that brought them would leave
 * if they came again.
 */
final class ForgetRecords {
  private static final String KEPT = "_kept";
  private static final String EVENT_ID = "event_id";
  private static final String OLD_NAME = "_old_name";

  private final CleanTable table;
  private final ErasureRules erased;

  ForgetRecords(CleanTable table, ErasureRules erased) {
    this.table = table;
    this.erased = erased;
  }

  private Column isTouched() {
    return not(col("identifiers").eqNullSafe(col(KEPT)));
  }

  private Column isGone() {
    return ErasureRules.stayAnonymous(table.entity())
        ? lit(false)
        : isTouched().and(col(KEPT).isNull());
  }

  private Dataset<Row> judged(Dataset<Row> rows) {
    Column dated = col("`" + CleanTable.datedBy(table.entity().name()) + "`");
    return rows.withColumn(KEPT, erased.kept(table.entity(), col("identifiers"), dated));
  }

  /** The rows as they will be, those that stay as they are included. */
  Dataset<Row> remaining(Dataset<Row> rows) {
    return anonymous(judged(rows).where(not(isGone())));
  }

  /**
   * The rows that go or change, as {@link io.tributary.lake.Lake#apply} takes them.
   *
   * @param rows of the clean table
   */
  Dataset<Row> changes(Dataset<Row> rows) {
    Dataset<Row> touched = judged(rows).where(isTouched());
    Dataset<Row> gone = touched.where(isGone());
    Dataset<Row> changed = touched.where(not(isGone()));
    if (!isNamedByContent()) {
      return marked(gone, true).unionByName(marked(anonymous(changed), false));
    }
    // What a row says is its name, so one that says less has another.
    String name = table.key().get(0);
    Dataset<Row> renamed = renamed(changed.withColumn(OLD_NAME, col(name)));
    Dataset<Row> oldNames =
        renamed
            .where(not(col(OLD_NAME).equalTo(col(name))))
            .withColumn(name, col(OLD_NAME))
            .drop(OLD_NAME);
    return marked(gone, true)
        .unionByName(marked(oldNames, true))
        .unionByName(marked(renamed.dropDuplicates(new String[] {name}), false));
  }

  private boolean isNamedByContent() {
    return table.hasRecordKey() || table.entity().name().equals("event");
  }

  private Dataset<Row> anonymous(Dataset<Row> judged) {
    return judged.withColumn("identifiers", col(KEPT)).drop(KEPT);
  }

  private Dataset<Row> renamed(Dataset<Row> changed) {
    if (table.hasRecordKey()) {
      return NewestVersions.withOwnKey(anonymous(changed), table);
    }
    // An event may have been delivered with a number of its own, which it keeps.
    Dataset<Row> hashed = NewestVersions.withOwnKey(changed.withColumn(EVENT_ID, none()), table);
    Column wasHashed = col(OLD_NAME).equalTo(col(EVENT_ID));
    Column given = when(wasHashed, none()).otherwise(col(OLD_NAME));
    return NewestVersions.withOwnKey(anonymous(hashed.withColumn(EVENT_ID, given)), table);
  }

  private static Column none() {
    return lit(null).cast("string");
  }

  private Dataset<Row> marked(Dataset<Row> rows, boolean goes) {
    return ForgetDelivered.marked(rows.select(table.spec().select()), goes);
  }
}
