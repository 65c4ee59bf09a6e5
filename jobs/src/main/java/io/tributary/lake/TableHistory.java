package io.tributary.lake;

import io.delta.tables.DeltaTable;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.VersionChecksum;

/**
 * The earlier versions of a table: its rows of then in files that are no longer in use, and its
 * log, which holds the smallest and largest values of each file, conditions of deletions, rows of
 * the change feed.
 */
public final class TableHistory {
  private static final scala.Option<Object> NONE = scala.Option.apply(0L);

  /** How log files begin: with a version, of twenty digits. */
  private static final int DIGITS = 20;

  private final SparkSession spark;
  private final Lake lake;

  public TableHistory(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  /**
   * Forgets all versions of a table but the newest, and rows that are only marked as deleted in it:
   * afterwards its folder holds nothing but its rows. Jobs that stand at the newest version have
   * nothing new to read. To be killed in between and to do it again does no harm.
   */
  public void forget(String table) {
    String name = "delta.`" + lake.path(table) + "`";
    long before = lake.version(table);
    Optional<VersionChecksum> checksum = PlainFiles.checksum(lake.snapshot(table));
    if (checksum.isEmpty() || !NONE.equals(checksum.get().numDeletionVectorsOpt())) {
      spark.sql("REORG TABLE " + name + " APPLY (PURGE)");
    }
    // A version of its own to begin the log with: that of the last change says what it removed.
    spark.sql(
        "ALTER TABLE "
            + name
            + " SET TBLPROPERTIES ('tributary.forgotten_before' = '"
            + before
            + "')");
    long now = lake.version(table);
    JobState.moveOn(lake, table, before, now);
    new TableFiles(spark, lake).vacuum(table, 0);
    cutLog(table, now);
  }

  private void cutLog(String table, long from) {
    DeltaLog log =
        DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, lake.path(table));
    log.checkpoint(lake.snapshot(table), scala.Option.empty());
    for (Path file : lake.files().list(new Path(lake.path(table), "_delta_log"))) {
      if (versionOf(file.getName()).filter(version -> version < from).isPresent()) {
        lake.files().delete(file);
      }
    }
    DeltaLog.invalidateCache(
        (org.apache.spark.sql.classic.SparkSession) spark, new Path(lake.path(table)));
  }

  /** The version that a file of a log is about; checksums of files begin with a dot. */
  static Optional<Long> versionOf(String name) {
    String digits = name.startsWith(".") ? name.substring(1) : name;
    return digits.matches("\\d{" + DIGITS + "}\\..*")
        ? Optional.of(Long.parseLong(digits.substring(0, DIGITS)))
        : Optional.empty();
  }

  /** Deletes rows; a table without such rows stays as it is. */
  public void delete(String table, Column condition) {
    // Marking rows as deleted would leave them where they are.
    spark.conf().set("spark.databricks.delta.delete.deletionVectors.persistent", "false");
    DeltaTable.forPath(spark, lake.path(table)).delete(condition);
  }
}
