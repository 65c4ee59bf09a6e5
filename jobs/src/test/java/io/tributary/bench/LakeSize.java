package io.tributary.bench;

import io.tributary.lake.Lake;
import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import scala.jdk.javaapi.OptionConverters;

/**
 * How large a lake is after a night.
 *
 * @param diskBytes of all its files, those included that only older versions have and those of logs
 * @param tables files and bytes of each table's newest version
 * @param orders rows of {@code orders}, as a measure of what there is
 */
record LakeSize(long diskBytes, Map<String, Table> tables, long orders) {

  /** A table in its newest version, as Delta notes it down with each commit. */
  record Table(long files, long bytes) {}

  static LakeSize of(SparkSession spark, String folder) {
    Lake lake = new Lake(spark, folder);
    Map<String, Table> tables = new TreeMap<>();
    for (String table : lake.tables()) {
      DeltaLog log =
          DeltaLog.forTable(
              (org.apache.spark.sql.classic.SparkSession) spark, new Path(folder, table));
      Snapshot newest = log.update(false, scala.Option.empty(), scala.Option.empty());
      OptionConverters.toJava(newest.checksumOpt())
          .ifPresent(noted -> tables.put(table, size(noted)));
    }
    long onDisk = FileUtils.sizeOfDirectory(new File(new Path(folder).toUri().getPath()));
    return new LakeSize(onDisk, tables, lake.read("orders").count());
  }

  private static Table size(VersionChecksum noted) {
    return new Table(noted.numFiles(), noted.tableSizeBytes());
  }

  long files() {
    return tables.values().stream().mapToLong(Table::files).sum();
  }

  long bytes() {
    return tables.values().stream().mapToLong(Table::bytes).sum();
  }
}
