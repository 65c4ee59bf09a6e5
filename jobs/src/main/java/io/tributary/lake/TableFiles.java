package io.tributary.lake;

import io.delta.tables.DeltaTable;
import io.tributary.pipeline.Sessions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.VersionChecksum;

/**
 * The files that a table's versions are made of. Each night's changes add some, and readers open
 * all of them; each change leaves some behind that only older versions have.
 */
public final class TableFiles {
  /**
   * Each is opened by every reader, so that a table of small files takes a night the longer, the
   * older it is. Far fewer than those up to which Delta's log names a version's files beside it.
   */
  private static final long MANY = 16;

  private static final long FULL_FILE_BYTES = 128L << 20;

  /** How many times as many files as its bytes would fill make a table worth rewriting. */
  private static final long SCATTERED = 4;

  private static final int LISTING_TASKS = 4;

  private static final String DELTA = "spark.databricks.delta.";

  private final SparkSession spark;
  private final Lake lake;

  public TableFiles(SparkSession spark, Lake lake) {
    this.spark = spark;
    this.lake = lake;
  }

  /** The tables that have many files that are far from full, as their logs tell; most first. */
  public List<String> scattered() {
    Map<String, Long> files = new TreeMap<>();
    for (String table : lake.tables()) {
      Optional<VersionChecksum> checksum = PlainFiles.checksum(lake.snapshot(table));
      long count = checksum.map(VersionChecksum::numFiles).orElse(0L);
      long bytes = checksum.map(VersionChecksum::tableSizeBytes).orElse(0L);
      if (count >= MANY && count >= SCATTERED * (bytes / FULL_FILE_BYTES + 1)) {
        files.put(table, count);
      }
    }
    return files.keySet().stream().sorted(Comparator.comparing(files::get).reversed()).toList();
  }

  /**
   * Writes a table's small files together. The rows stay what they are, so that the change feed has
   * nothing new; jobs that stood at the version before stand at the new one.
   */
  public void compact(String table) {
    Sessions.fit(spark, lake.bytes(List.of(table)));
    spark.conf().set(DELTA + "optimize.maxFileSize", FULL_FILE_BYTES);
    spark.conf().set(DELTA + "optimize.minFileSize", FULL_FILE_BYTES * 3 / 4);
    long before = lake.version(table);
    DeltaTable.forPath(spark, lake.path(table)).optimize().executeCompaction();
    JobState.moveOn(lake, table, before, lake.version(table));
  }

  /**
   * Deletes the files that no version of the last days has.
   *
   * @param days back to when versions stay readable
   */
  public void vacuum(String table, int days) {
    // Delta would take the days from the table's properties only, and note the deletion down as a
    // version, as if something had changed.
    spark.conf().set(DELTA + "vacuum.retentionWindowIgnore.enabled", false);
    spark.conf().set(DELTA + "retentionDurationCheck.enabled", false);
    spark.conf().set(DELTA + "vacuum.logging.enabled", false);
    // It lists folders in as many tasks as this says, ten thousand by default; a table has one.
    spark.conf().set("spark.sql.sources.parallelPartitionDiscovery.parallelism", LISTING_TASKS);
    DeltaTable.forPath(spark, lake.path(table)).vacuum(24.0 * days);
  }
}
