package io.tributary.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** A Spark job with a few files to a task, as landing may be far away. */
final class FilesJob {
  /** So that a large file does not keep one task busy while the others have finished. */
  private static final int TASKS_PER_CORE = 8;

  private FilesJob() {}

  /** What is done with a file; the result is collected, so it must be small. */
  @FunctionalInterface
  interface Look<T> extends Serializable {
    /** Looks at one file. */
    T at(DumpFile file, DumpBytes bytes) throws IOException;
  }

  /** Looks at every file, in no particular order. */
  static <T> List<T> run(SparkSession session, String landing, List<DumpFile> files, Look<T> look) {
    if (files.isEmpty()) {
      return List.of();
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(session.sessionState().newHadoopConf()));
    List<List<DumpFile>> tasks = deal(files, TASKS_PER_CORE * spark.defaultParallelism());
    return spark
        .parallelize(tasks, tasks.size())
        .flatMap(List::iterator)
        .map(file -> look.at(file, new DumpBytes(hadoop.value().value(), path(landing, file))))
        .collect();
  }

  /** Put together as text: Path(parent, child) takes a colon in a child for a scheme. */
  static Path path(String landing, DumpFile file) {
    return new Path(landing + "/" + file.path());
  }

  /** The largest files first, one to each task in turn. */
  private static List<List<DumpFile>> deal(List<DumpFile> files, int most) {
    List<DumpFile> bySize = new ArrayList<>(files);
    bySize.sort(Comparator.comparingLong(DumpFile::size).reversed());
    List<List<DumpFile>> tasks = new ArrayList<>();
    for (int i = 0; i < bySize.size(); i++) {
      if (i < most) {
        tasks.add(new ArrayList<>());
      }
      tasks.get(i % most).add(bySize.get(i));
    }
    return tasks;
  }
}
