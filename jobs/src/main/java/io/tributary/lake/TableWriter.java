package io.tributary.lake;

import io.delta.tables.DeltaTable;
import io.tributary.pipeline.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes one table. Whole tables are written by Delta's transactions themselves: its commands for
 * the same would create a table in a commit of its own, and would have a Spark job read the log of
 * every table that they replace, to find settings that no table of ours has; on a small night, most
 * of the time that writing takes.
 */
final class TableWriter {
  /**
   * A table is written anew for its changes if it is this many times smaller than a small night's
   * input (16 MB, then): above it, that costs more than to find the files that changes fall into.
   */
  private static final long OF_A_SMALL_NIGHT = 4;

  private static final Seq<String> NOT_PARTITIONED = seq(List.of());

  private final Lake lake;
  private final SparkSession spark;
  private final TableSpec spec;
  private final String path;

  TableWriter(Lake lake, SparkSession spark, TableSpec spec) {
    this.lake = lake;
    this.spark = spark;
    this.spec = spec;
    this.path = lake.path(spec.name());
  }

  /** Makes sure that the table exists and has all columns of its specification. */
  void ensure() {
    if (lake.has(spec.name())) {
      addMissingColumns();
    } else {
      inTransaction(true, txn -> commitNew(txn, List.of()));
    }
  }

  private void addMissingColumns() {
    Set<String> present = Set.of(lake.snapshot(spec.name()).schema().fieldNames());
    String missing =
        spec.columns().stream()
            .filter(c -> !present.contains(c.name()))
            .map(
                c ->
                    "`%s` %s COMMENT '%s'"
                        .formatted(c.name(), c.type(), c.meaning().replace("'", "\\'")))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      spark.sql("ALTER TABLE delta.`" + path + "` ADD COLUMNS (" + missing + ")");
    }
  }

  /** Adds rows of the table's columns and types. */
  void append(Dataset<Row> rows) {
    if (!lake.has(spec.name()) && !isWatched()) {
      create(rows);
      return;
    }
    ensure();
    rows.write().format("delta").mode(SaveMode.Append).save(path);
  }

  /**
   * Replaces all rows by others of the table's columns and types.
   *
   * @param withColumns whether columns that the specification no longer has go, too
   */
  void overwrite(Dataset<Row> rows, boolean withColumns) {
    if (!lake.has(spec.name()) && !isWatched()) {
      create(rows);
      return;
    }
    if (!withColumns || !lake.has(spec.name())) {
      ensure();
    }
    boolean isSame = TableMetadata.sameColumns(rows.schema(), lake.snapshot(spec.name()).schema());
    if (!isWatched() && (isSame || withColumns)) {
      inTransaction(
          false,
          txn -> {
            if (!isSame) {
              giveColumns(txn);
            }
            replaceFiles(txn, rows);
          });
      return;
    }
    rows.write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .option("overwriteSchema", String.valueOf(withColumns))
        .save(path);
    if (withColumns && !isSame) {
      // Delta's command takes names and types from the rows, and has no comments and NOT NULLs.
      inTransaction(false, this::commitColumns);
    }
  }

  /** Applies changes, as {@link Lake#apply} takes them. */
  void merge(Dataset<Row> changes) {
    ensure();
    if (!isWatched() && Sessions.isSmall(lake.bytes(List.of(spec.name())) * OF_A_SMALL_NIGHT)) {
      RewrittenTable rewritten =
          new RewrittenTable(spec, lake.read(spec.name()).select(spec.select()), changes);
      inTransaction(false, txn -> replaceFiles(txn, rewritten.rows()));
      return;
    }
    String sameKey =
        spec.key().stream()
            .map(k -> "t.`" + k + "` = s.`" + k + "`")
            .collect(Collectors.joining(" AND "));
    Map<String, String> values =
        spec.columnNames().stream()
            .collect(Collectors.toMap(c -> "`" + c + "`", c -> "s.`" + c + "`"));
    DeltaTable.forPath(spark, path)
        .as("t")
        .merge(changes.as("s"), sameKey)
        .whenMatched("s._delete")
        .delete()
        .whenMatched()
        .updateExpr(values)
        .whenNotMatched("NOT s._delete")
        .insertExpr(values)
        .execute();
  }

  /** Whoever listens for what is written (OpenLineage) learns of it from Delta's commands only. */
  private boolean isWatched() {
    return spark.sparkContext().conf().contains("spark.extraListeners");
  }

  private void create(Dataset<Row> rows) {
    inTransaction(true, txn -> commitNew(txn, listOf(txn.writeFiles(rows))));
  }

  private void commitColumns(OptimisticTransaction txn) {
    StructType before = txn.metadata().schema();
    giveColumns(txn);
    txn.commit(
        seq(List.of()), new DeltaOperations.UpdateSchema(before, TableMetadata.schema(spec)));
  }

  private void giveColumns(OptimisticTransaction txn) {
    txn.updateMetadata(TableMetadata.withColumns(txn.metadata(), spec), false);
  }

  private static void replaceFiles(OptimisticTransaction txn, Dataset<Row> rows) {
    txn.readWholeTable();
    List<Action> actions = listOf(txn.writeFiles(rows));
    files(txn).forEach(file -> actions.add(file.remove()));
    txn.commit(seq(actions), overwriting());
  }

  private interface Work {
    void in(OptimisticTransaction txn);
  }

  /**
   * Does something in a transaction.
   *
   * @param anew whether the table is made by it
   */
  private void inTransaction(boolean anew, Work work) {
    if (anew) {
      // Delta would take the log that a killed creation left for a table.
      lake.files().delete(new Path(path, "_delta_log"));
    }
    DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, path);
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.setActiveSession(spark);
    try {
      log.withNewTransaction(
          Option.empty(),
          Option.empty(),
          txn -> {
            if (anew) {
              log.createLogDirectoriesIfNotExists();
              txn.updateMetadataForNewTable(TableMetadata.ofNew(spec));
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
    return PlainFiles.named(txn.snapshot())
        .orElseGet(() -> CollectionConverters.asJava(txn.filterFiles()));
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

  private static List<Action> listOf(Seq<? extends Action> actions) {
    return new ArrayList<>(CollectionConverters.asJava(actions));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
