package io.tributary.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructType;

/**
 * The Parquet files of a table, if they say what the table says: none has rows marked as deleted,
 * and each has the table's published columns, no more and no fewer. Then they can be handed on as
 * they are, and no row is encoded twice.
 */
public record WholeFiles(List<Path> paths) {
  /**
   * The files of a table's newest version; empty if they must be read to say what it says.
   *
   * @param spec with the columns that are asked for
   */
  public static Optional<WholeFiles> of(Lake lake, TableSpec spec) {
    Snapshot snapshot = lake.snapshot(spec.name());
    StructType published = TableMetadata.schema(spec);
    if (!TableMetadata.sameColumns(snapshot.schema(), published)) {
      return Optional.empty();
    }
    List<AddFile> files = PlainFiles.files(snapshot);
    if (files.stream()
        .anyMatch(f -> f.deletionVector() != null || !f.partitionValues().isEmpty())) {
      return Optional.empty();
    }
    List<Path> paths = files.stream().map(f -> f.absolutePath(snapshot.deltaLog())).toList();
    return paths.stream().allMatch(path -> holds(published, path, lake.files()))
        ? Optional.of(new WholeFiles(paths))
        : Optional.empty();
  }

  /** A file from before a column was added lacks it, which only the file itself tells. */
  private static boolean holds(StructType published, Path path, FileStore files) {
    try {
      StructType columns = ParquetColumns.of(path, files.fileSystem(path).getConf());
      return TableMetadata.sameColumns(columns, published);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Copies them into a folder, a file to a task. */
  public void copyTo(Path folder, SparkSession session) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    TaskFiles files = TaskFiles.of(session);
    spark.parallelize(paths, paths.size()).foreach(path -> copy(path, folder, files.store()));
  }

  private static void copy(Path path, Path folder, FileStore files) throws IOException {
    Path copy = new Path(folder, path.getName());
    FileSystem from = files.fileSystem(path);
    FileUtil.copy(from, path, files.fileSystem(copy), copy, false, from.getConf());
  }
}
