package io.tributary.lake;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddCDCFile;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.FileAction;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.commands.cdc.CDCReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A change data feed whose rows lie in files as they are: those that a merge wrote for the feed,
 * and those of commits that only added rows. They are read as the Parquet files that they are. For
 * a feed of one commit, Delta would ask its log some ten queries; a night reads a dozen feeds.
 */
final class PlainChanges {
  /** A feed of more commits is read by Delta: a union of as many files has a plan of its own. */
  private static final int MOST_COMMITS = 20;

  private final SparkSession spark;
  private final Snapshot snapshot;
  private final List<Dataset<Row>> changes = new ArrayList<>();

  private PlainChanges(SparkSession spark, Snapshot snapshot) {
    this.spark = spark;
    this.snapshot = snapshot;
  }

  /**
   * The changes after a version, if they can be read so: the table's columns, {@code _change_type}
   * and {@code _commit_version}.
   *
   * @param snapshot the table's newest version
   */
  static Optional<Dataset<Row>> of(SparkSession spark, Snapshot snapshot, long version) {
    if (snapshot.version() - version > MOST_COMMITS || !PlainFiles.isWorthwhile(spark, snapshot)) {
      return Optional.empty();
    }
    PlainChanges feed = new PlainChanges(spark, snapshot);
    var commits =
        CollectionConverters.asJava(
            snapshot.deltaLog().getChanges(version + 1, snapshot.version(), Option.empty(), true));
    while (commits.hasNext()) {
      var commit = commits.next();
      if (!feed.add((Long) commit._1(), CollectionConverters.asJava(commit._2()))) {
        return Optional.empty();
      }
    }
    return Optional.of(feed.changes.stream().reduce(Dataset::unionByName).orElseGet(feed::nothing));
  }

  /** Adds what a commit changed; whether its files tell. */
  private boolean add(long version, List<Action> actions) {
    List<FileAction> ofFeed = new ArrayList<>();
    List<FileAction> added = new ArrayList<>();
    boolean isRemoved = false;
    for (Action action : actions) {
      if (action instanceof AddCDCFile file) {
        ofFeed.add(file);
      } else if (action instanceof AddFile file && file.dataChange()) {
        added.add(file);
        isRemoved |= file.deletionVector() != null;
      } else if (action instanceof RemoveFile file) {
        isRemoved |= file.dataChange();
      }
    }
    StructType type = snapshot.schema();
    if (!ofFeed.isEmpty()) {
      // Where a commit has them, they hold all that it changed.
      StructType ofChanges = type.add(CDCReader.CDC_TYPE_COLUMN_NAME(), DataTypes.StringType);
      changes.add(of(version, read(ofFeed, ofChanges)));
      return true;
    }
    if (!added.isEmpty()) {
      changes.add(of(version, inserted(read(added, type))));
    }
    return !isRemoved;
  }

  private Dataset<Row> read(List<FileAction> files, StructType type) {
    String[] paths =
        files.stream()
            .map(file -> file.absolutePath(snapshot.deltaLog()).toString())
            .toArray(String[]::new);
    return PlainFiles.read(spark, type, paths);
  }

  private Dataset<Row> nothing() {
    return of(snapshot.version(), inserted(spark.createDataFrame(List.of(), snapshot.schema())));
  }

  private static Dataset<Row> inserted(Dataset<Row> rows) {
    return rows.withColumn(CDCReader.CDC_TYPE_COLUMN_NAME(), lit(CDCReader.CDC_TYPE_INSERT()));
  }

  private static Dataset<Row> of(long version, Dataset<Row> rows) {
    return rows.withColumn(CDCReader.CDC_COMMIT_VERSION(), lit(version));
  }
}
