package io.tributary.lake;

import io.delta.tables.DeltaTable;
import io.tributary.pipeline.Sessions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.VersionNotFoundException;
import org.apache.spark.sql.functions;

/**
 * The Delta tables of one workspace. All reading and writing of tables goes through here:
 * transforms never see a path. Tables are not partitioned: at the sizes we serve, file statistics
 * skip as well as folders would, and a night's merge touches few files instead of one per month.
 */
public final class Lake {
  /** Folder of what is not a table: the lock, the state, staged dumps. */
  public static final String INTERNAL = "_tributary";

  /** Read by the run that wrote them, and whole: speed counts, size and statistics do not. */
  private static final Map<String, String> READ_ONCE =
      Map.of(
          "compression", "lz4",
          "parquet.enable.dictionary", "false",
          "parquet.column.statistics.enabled", "false",
          "parquet.size.statistics.enabled", "false",
          "parquet.page.write-checksum.enabled", "false");

  private static final String HASH = "_hash";

  private final SparkSession spark;
  private final String root;
  private final FileStore files;

  /** The versions that are read, if they are not the newest ones. */
  private final Optional<Map<String, Long>> then;

  public Lake(SparkSession spark, String root) {
    this(spark, root, Optional.empty());
  }

  private Lake(SparkSession spark, String root, Optional<Map<String, Long>> then) {
    this.spark = spark;
    this.root = root;
    this.then = then;
    this.files = new FileStore(spark.sparkContext().hadoopConfiguration());
  }

  /** The lake as it was: only these tables, read in these versions. Nothing is written to it. */
  public Lake asOf(Map<String, Long> versions) {
    return new Lake(spark, root, Optional.of(Map.copyOf(versions)));
  }

  /** Small files beside the tables. */
  public FileStore files() {
    return files;
  }

  /** A path in the lake's internal folder. */
  public Path internal(String name) {
    return new Path(root, INTERNAL + "/" + name);
  }

  /** Where a table lies. */
  String path(String table) {
    return new Path(root, table).toString();
  }

  /** Whether the table exists: a creation that was killed may leave a log without any commit. */
  public boolean has(String table) {
    return then.map(versions -> versions.containsKey(table)).orElse(true)
        && files.anyIn(new Path(path(table), "_delta_log"), Lake::isCommitOrCheckpoint);
  }

  private static boolean isCommitOrCheckpoint(String name) {
    return Character.isDigit(name.charAt(0)) && !name.endsWith(".crc");
  }

  /** The names of all tables, sorted. */
  public List<String> tables() {
    Path folder = new Path(root);
    try {
      FileSystem fileSystem = files.fileSystem(folder);
      if (!fileSystem.exists(folder)) {
        return List.of();
      }
      return Arrays.stream(fileSystem.listStatus(folder))
          .map(status -> status.getPath().getName())
          .filter(name -> !name.startsWith("_") && !name.startsWith("."))
          .filter(this::has)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /**
   * The table's rows, as of its newest version or that of {@link #asOf}.
   *
   * @throws MissingTable if there is none
   */
  public Dataset<Row> read(String table) {
    if (then.isPresent()) {
      return read(table, then.get().get(table));
    }
    Snapshot snapshot = snapshot(table);
    if (snapshot.version() < 0) {
      throw new MissingTable(table);
    }
    Optional<Dataset<Row>> files = PlainFiles.of(spark, snapshot);
    return Sessions.gathered(
        spark, files.orElseGet(() -> spark.read().format("delta").load(path(table))));
  }

  /** The table's rows as of its newest version now, whatever is written to it later. */
  public Dataset<Row> readAsItIs(String table) {
    Optional<Dataset<Row>> files = PlainFiles.of(spark, snapshot(table));
    return files.isPresent() ? Sessions.gathered(spark, files.get()) : read(table, version(table));
  }

  /** Whether something failed because vacuum or an erasure took a version that was to be read. */
  public static boolean isGone(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String condition = cause instanceof SparkThrowable spark ? spark.getCondition() : null;
      if (cause instanceof FileNotFoundException
          || cause instanceof VersionNotFoundException
          || condition != null && condition.startsWith("FAILED_READ_FILE")) {
        return true;
      }
    }
    return false;
  }

  private Dataset<Row> read(String table, long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(path(table));
  }

  /** The table's newest version. */
  public long version(String table) {
    return snapshot(table).version();
  }

  /**
   * Delta's own view of a table: asking by SQL for a version or a schema would cost a Spark job
   * each.
   */
  Snapshot snapshot(String table) {
    return DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) spark, path(table))
        .update(false, scala.Option.empty(), scala.Option.empty());
  }

  /** Bytes of the newest versions of those of the tables that exist, as their logs tell. */
  public long bytes(List<String> tables) {
    return tables.stream().filter(this::has).mapToLong(this::bytes).sum();
  }

  private long bytes(String table) {
    Snapshot snapshot = snapshot(table);
    // Without the checksum, a Spark job counts.
    return PlainFiles.checksum(snapshot)
        .map(VersionChecksum::tableSizeBytes)
        .orElseGet(snapshot::sizeInBytes);
  }

  /** Rows of a table's newest version, as far as its log tells of them: at least so many. */
  public long knownRows(String table) {
    return PlainFiles.files(snapshot(table)).stream()
        .mapToLong(file -> (long) file.numLogicalRecords().getOrElse(() -> 0L))
        .sum();
  }

  /**
   * What changed in a table after a version, from its change data feed: the table's columns, {@code
   * _change_type} (insert, update_preimage, update_postimage, delete) and {@code _commit_version}.
   *
   * @param version -1: from the table's beginning; must be below the newest one
   */
  public Dataset<Row> changesAfter(String table, long version) {
    return Sessions.gathered(
        spark,
        PlainChanges.of(spark, snapshot(table), version)
            .orElseGet(() -> changesByDelta(table, version)));
  }

  /** As Delta's own reader gives them. */
  Dataset<Row> changesByDelta(String table, long version) {
    return spark
        .read()
        .format("delta")
        .option("readChangeFeed", "true")
        .option("startingVersion", version + 1)
        .load(path(table))
        .drop("_commit_timestamp");
  }

  /**
   * Puts a table back to a version, as a new commit; nothing happens if it stands there.
   *
   * @param version below 0: the table did not exist, and goes
   */
  public void rollBack(String table, long version) {
    if (!has(table)) {
      return;
    }
    if (version < 0) {
      files.delete(new Path(path(table)));
      DeltaLog.invalidateCache(
          (org.apache.spark.sql.classic.SparkSession) spark, new Path(path(table)));
    } else if (version(table) > version) {
      DeltaTable.forPath(spark, path(table)).restoreToVersion(version);
    }
  }

  /** The newest version of each of the tables that exist, by name. */
  public Map<String, Long> versions(List<String> tables) {
    Map<String, Long> versions = new TreeMap<>();
    for (String table : tables) {
      if (has(table)) {
        versions.put(table, version(table));
      }
    }
    return versions;
  }

  /**
   * Rows that this run uses more than once, worked out now: on a small night of one machine they
   * stay in memory, else they are written down as Parquet.
   *
   * @param name what they are called in the staging folder
   */
  public Dataset<Row> keep(String name, Dataset<Row> rows) {
    if (Sessions.isSmall(rows.sparkSession()) && spark.sparkContext().isLocal()) {
      Dataset<Row> kept = rows.localCheckpoint(true);
      return Sessions.gathered(
          spark,
          ((org.apache.spark.sql.classic.SparkSession) spark)
              .internalCreateDataFrame(kept.queryExecution().toRdd(), rows.schema(), false));
    }
    String path = internal("staging/" + name).toString();
    rows.write().mode("overwrite").options(READ_ONCE).parquet(path);
    return Sessions.gathered(spark, PlainFiles.read(spark, rows.schema(), path));
  }

  /**
   * Rows that much larger tables are to be looked through for. On a night that is not small, they
   * are worked out now, to be sent if they are few ({@link Lookup}); Spark would have sent both
   * elsewhere before it knew. A lake of {@link #asOf} keeps nothing.
   *
   * @param name what they are called in the staging folder
   */
  public Dataset<Row> lookup(String name, Dataset<Row> rows) {
    if (Sessions.isSmall(rows.sparkSession()) || then.isPresent()) {
      return rows;
    }
    RowCounts counts = new RowCounts();
    Dataset<Row> kept =
        keep("lookup/" + name, counts.of(rows, functions.count(functions.lit(1)).as("all")));
    return Lookup.of(kept, counts.get("all"));
  }

  /** Makes sure that the table exists and has all columns of its specification. */
  public void ensure(TableSpec spec) {
    writer(spec).ensure();
  }

  /** Adds rows; the dataset is cut to the table's columns and types first. */
  public void append(TableSpec spec, Dataset<Row> rows) {
    BrokenContract.guard(spec.name(), () -> writer(spec).append(rows.select(spec.select())));
  }

  /** Replaces all rows; the dataset is cut to the table's columns and types first. */
  public void overwrite(TableSpec spec, Dataset<Row> rows) {
    BrokenContract.guard(
        spec.name(), () -> writer(spec).overwrite(rows.select(spec.select()), false));
  }

  /** Replaces all rows, and the table's columns by those of its specification. */
  public void overwriteWithColumns(TableSpec spec, Dataset<Row> rows) {
    BrokenContract.guard(
        spec.name(), () -> writer(spec).overwrite(rows.select(spec.select()), true));
  }

  /**
   * Applies changes by key: rows with {@code _delete} go, others replace the row of their key or
   * are added.
   *
   * @param changes the table's columns and a boolean {@code _delete}, for a table with a change
   *     feed also {@code _new}, whether it lacks the key; only rows that really differ, one per key
   */
  public void apply(TableSpec spec, Dataset<Row> changes) {
    BrokenContract.guard(spec.name(), () -> writer(spec).merge(changes));
  }

  private TableWriter writer(TableSpec spec) {
    return new TableWriter(this, spark, spec);
  }

  /**
   * What turns the current rows into the desired ones, as {@link #apply} takes it: only rows that
   * differ.
   *
   * @param desired and {@code current} have the table's key once each
   */
  public static Dataset<Row> difference(
      TableSpec spec, Dataset<Row> desired, Dataset<Row> current) {
    Dataset<Row> d = prefixed(withHash(spec, desired.select(spec.select())), "d_");
    Dataset<Row> c = prefixed(withHash(spec, current.select(spec.select())), "c_");
    String firstKey = spec.key().get(0);
    Stream<String> hash = hasHash(spec) ? Stream.of(HASH) : Stream.of();
    Column sameKey =
        Stream.concat(hash, spec.key().stream())
            .map(k -> functions.col("d_" + k).equalTo(functions.col("c_" + k)))
            .reduce(Column::and)
            .orElseThrow();
    Column same =
        spec.columnNames().stream()
            .map(n -> functions.col("d_" + n).eqNullSafe(functions.col("c_" + n)))
            .reduce(Column::and)
            .orElseThrow();
    Column isGone = functions.col("d_" + firstKey).isNull();
    List<Column> result = new ArrayList<>();
    for (String name : spec.columnNames()) {
      result.add(
          functions
              .when(isGone, functions.col("c_" + name))
              .otherwise(functions.col("d_" + name))
              .as(name));
    }
    result.add(isGone.as("_delete"));
    result.add(functions.col("c_" + firstKey).isNull().as("_new"));
    return d.join(c, sameKey, "full_outer")
        .where(functions.not(same))
        .select(result.toArray(Column[]::new));
  }

  /**
   * Rows with a hash of a key of several columns, which they are then sorted by: the first column
   * of a key is often the same in most rows, and Spark compares the rest of it one by one.
   */
  private static Dataset<Row> withHash(TableSpec spec, Dataset<Row> rows) {
    Column[] key =
        spec.key().stream().map(k -> functions.col("`" + k + "`")).toArray(Column[]::new);
    return hasHash(spec) ? rows.withColumn(HASH, functions.xxhash64(key)) : rows;
  }

  private static boolean hasHash(TableSpec spec) {
    return spec.key().size() > 1;
  }

  /**
   * What brings the desired rows into a table that has none of their keys, as {@link #apply} takes
   * it.
   */
  public static Dataset<Row> additions(TableSpec spec, Dataset<Row> desired) {
    return desired
        .select(spec.select())
        .withColumn("_delete", functions.lit(false))
        .withColumn("_new", functions.lit(true));
  }

  /** The same rows with a prefix to every column's name. */
  public static Dataset<Row> prefixed(Dataset<Row> rows, String prefix) {
    return rows.select(
        Arrays.stream(rows.columns())
            .map(c -> functions.col("`" + c + "`").as(prefix + c))
            .toArray(Column[]::new));
  }

  /** An empty dataset of the table's shape. */
  public Dataset<Row> empty(TableSpec spec) {
    String ddl =
        spec.columns().stream()
            .map(c -> "`" + c.name() + "` " + c.type())
            .collect(Collectors.joining(", "));
    return spark.createDataFrame(
        List.<Row>of(), org.apache.spark.sql.types.StructType.fromDDL(ddl));
  }

  /** The table's rows, or none if it does not exist yet. */
  public Dataset<Row> readOrEmpty(TableSpec spec) {
    return has(spec.name()) ? read(spec.name()) : empty(spec);
  }
}
