package io.tributary.lake;

import io.tributary.pipeline.Sessions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * A table of a few files, none of which has rows marked as deleted: its log names them, and they
 * are read as the Parquet files that they are. To find them, Delta would run a Spark job for every
 * query and table, which is most of the time of a night of twenty audiences.
 */
final class PlainFiles {
  private static final scala.Option<Object> NONE = scala.Option.apply(0L);

  /** Schemes of file systems that tell the state of a file at once. */
  private static final Set<String> QUICK = Set.of("file", "hdfs");

  private PlainFiles() {}

  /** A version of a table, if it can be read so. */
  static Optional<Dataset<Row>> of(SparkSession spark, Snapshot snapshot) {
    Optional<List<AddFile>> files = named(snapshot);
    boolean isPlain =
        isWorthwhile(spark, snapshot)
            && files.isPresent()
            && NONE.equals(checksum(snapshot).get().numDeletionVectorsOpt());
    if (!isPlain) {
      return Optional.empty();
    }
    String[] paths =
        files.get().stream()
            .map(file -> file.absolutePath(snapshot.deltaLog()).toString())
            .toArray(String[]::new);
    return Optional.of(
        paths.length == 0
            ? spark.createDataFrame(List.of(), snapshot.schema())
            : read(spark, snapshot.schema(), paths));
  }

  /** The files of a version; if its log does not name them beside it, a Spark job reads the log. */
  static List<AddFile> files(Snapshot snapshot) {
    return named(snapshot).orElseGet(() -> snapshot.allFiles().collectAsList());
  }

  /** The files of a version, if its log names them beside it, as it does if they are few. */
  static Optional<List<AddFile>> named(Snapshot snapshot) {
    return checksum(snapshot)
        .flatMap(checksum -> OptionConverters.toJava(checksum.allFiles()))
        .map(CollectionConverters::asJava);
  }

  /** Files of a table. Columns that came to it later are empty in those that were there before. */
  static Dataset<Row> read(SparkSession spark, StructType type, String... paths) {
    return spark.read().schema(type).parquet(LiteralGlob.each(paths));
  }

  /** Spark asks for the state of each file. An object store takes its time to answer. */
  static boolean isWorthwhile(SparkSession spark, Snapshot snapshot) {
    return Sessions.isSmall(spark) || QUICK.contains(snapshot.path().toUri().getScheme());
  }

  /** What Delta noted down about a version when it was written. */
  static Optional<VersionChecksum> checksum(Snapshot snapshot) {
    return OptionConverters.toJava(snapshot.checksumOpt());
  }
}
