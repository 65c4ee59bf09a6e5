package io.tributary.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.FileStatusCache;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells Spark exactly which files to read, each as a partition of its own with its path and dump
 * date as the partition's values.
 *
 * <p>Why not {@code read().csv(paths)}: that would list every file again, take {@code [} or {@code
 * *} in a file's name for a glob, and know the path only URL-encoded, to be decoded in every row.
 */
final class DumpFileIndex extends PartitioningAwareFileIndex {
  /** Column: path relative to landing. */
  static final String FILE = "_file";

  /** Column: the dump date. */
  static final String DUMP_DATE = "_dump_date";

  static final StructType COLUMNS =
      new StructType().add(FILE, DataTypes.StringType).add(DUMP_DATE, DataTypes.DateType);

  private final Map<Path, FileStatus> files = new LinkedHashMap<>();
  private final PartitionSpec partitions;

  DumpFileIndex(SparkSession session, String landing, List<InspectedFile> dumps) {
    super(session, scala.collection.immutable.Map$.MODULE$.empty(), Option.empty(), noCache());
    List<PartitionPath> paths = new ArrayList<>(dumps.size());
    for (InspectedFile dump : dumps) {
      DumpFile file = dump.file();
      Path path = FilesJob.path(landing, file);
      // Locality hints are left out: they would cost a request for each file.
      files.put(path, new FileStatus(file.size(), false, 1, 1, file.modifiedAt(), path));
      InternalRow values =
          new GenericInternalRow(
              new Object[] {
                UTF8String.fromString(file.path()), (int) file.dumpDate().toEpochDay()
              });
      paths.add(new PartitionPath(values, path));
    }
    this.partitions = new PartitionSpec(COLUMNS, CollectionConverters.asScala(paths).toSeq());
  }

  private static FileStatusCache noCache() {
    return org.apache.spark.sql.execution.datasources.NoopCache$.MODULE$;
  }

  @Override
  public PartitionSpec partitionSpec() {
    return partitions;
  }

  @Override
  public Seq<Path> rootPaths() {
    return CollectionConverters.asScala(files.keySet()).toSeq();
  }

  @Override
  public scala.collection.mutable.LinkedHashMap<Path, FileStatus> leafFiles() {
    return scala.collection.mutable.LinkedHashMap$.MODULE$.from(
        CollectionConverters.asScala(files));
  }

  /** Each file is its own partition, so it stands for its own folder. */
  @Override
  public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    Map<Path, FileStatus[]> folders = new LinkedHashMap<>();
    files.forEach((path, status) -> folders.put(path, new FileStatus[] {status}));
    return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(folders));
  }

  /** The list of files is given, not found: nothing can have changed. */
  @Override
  public void refresh() {}
}
