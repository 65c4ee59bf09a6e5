package io.tributary.lake;

import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Format;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes whole tables by Delta's transactions themselves. Its commands for the same would create a
 * table in a commit of its own, and would have a Spark job read the log of every table that they
 * replace, to find settings that no table of ours has; on a small night, most of the time that
 * writing takes.
 *
 * @param path where the table lies, or will
 */
record TableWriter(SparkSession spark, String path, TableSpec spec) {
  private static final Seq<String> NOT_PARTITIONED = seq(List.of());

  /** Makes a table of these rows. */
  void create(Dataset<Row> rows) {
    inTransaction(txn -> commitNew(txn, seqOf(txn.writeFiles(rows))));
  }

  /** Makes a table without rows. */
  void createEmpty() {
    inTransaction(txn -> commitNew(txn, List.of()));
  }

  /**
   * Replaces all rows.
   *
   * @return false, with nothing done, if the table's columns are not those of the rows
   */
  boolean replace(Dataset<Row> rows, Snapshot current) {
    if (!DataType.equalsIgnoreNullability(plain(rows.schema()), plain(current.schema()))) {
      return false;
    }
    inTransaction(
        txn -> {
          txn.readWholeTable();
          List<Action> actions = seqOf(txn.writeFiles(rows));
          files(txn).forEach(file -> actions.add(file.remove()));
          txn.commit(seq(actions), overwriting());
        });
    return true;
  }

  private interface Work {
    void in(OptimisticTransaction txn);
  }

  private void inTransaction(Work work) {
    DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, path);
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.setActiveSession(spark);
    try {
      log.withNewTransaction(
          Option.empty(),
          Option.empty(),
          txn -> {
            if (txn.readVersion() < 0) {
              log.createLogDirectoriesIfNotExists();
              txn.updateMetadataForNewTable(metadata());
            }
            work.in(txn);
            return null;
          });
    } finally {
      if (before.isDefined()) {
        SparkSession.setActiveSession(before.get());
      } else {
        SparkSession.clearActiveSession();
      }
    }
  }

  private static void commitNew(OptimisticTransaction txn, List<Action> actions) {
    txn.commit(
        seq(actions),
        new DeltaOperations.CreateTable(txn.metadata(), false, !actions.isEmpty(), Option.empty()));
  }

  /** Its log's checksum names the files of a table that has few; else a job reads the log. */
  private static List<AddFile> files(OptimisticTransaction txn) {
    Optional<VersionChecksum> checksum = PlainFiles.checksum(txn.snapshot());
    return checksum.isPresent() && checksum.get().allFiles().isDefined()
        ? CollectionConverters.asJava(checksum.get().allFiles().get())
        : CollectionConverters.asJava(txn.filterFiles());
  }

  private static DeltaOperations.Write overwriting() {
    return new DeltaOperations.Write(
        SaveMode.Overwrite,
        Option.apply(NOT_PARTITIONED),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }

  private Metadata metadata() {
    Map<String, String> properties =
        Map.of(
            "delta.enableDeletionVectors", "true",
            "delta.enableChangeDataFeed", String.valueOf(spec.changeFeed()),
            // Keys and dates come first in every specification; statistics on the rest would only
            // cost time.
            "delta.dataSkippingNumIndexedCols", "6");
    return new Metadata(
        UUID.randomUUID().toString(),
        null,
        spec.meaning(),
        new Format("parquet", map(Map.of())),
        schema().json(),
        NOT_PARTITIONED,
        map(properties),
        Option.apply(System.currentTimeMillis()));
  }

  private StructType schema() {
    StructType schema = new StructType();
    for (ColumnSpec column : spec.columns()) {
      DataType type = DataType.fromDDL(column.type());
      schema = schema.add(column.name(), type, column.nullable(), column.meaning());
    }
    return schema;
  }

  /** Without comments. */
  private static StructType plain(StructType schema) {
    StructType plain = new StructType();
    for (StructField field : schema.fields()) {
      plain = plain.add(field.name(), field.dataType(), true);
    }
    return plain;
  }

  private static List<Action> seqOf(Seq<? extends Action> actions) {
    return new ArrayList<>(CollectionConverters.asJava(actions));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }

  private static scala.collection.immutable.Map<String, String> map(Map<String, String> map) {
    return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(map));
  }
}
