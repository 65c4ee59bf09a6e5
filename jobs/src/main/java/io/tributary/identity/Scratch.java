package io.tributary.identity;

import io.tributary.lake.Lookup;
import io.tributary.pipeline.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Intermediate results of one night that are used more than once; let go at its end. A kept dataset
 * forgets how it came about: Spark analyses the whole of a plan at each step and sends the whole
 * lineage with each task, and where results are used again and again, a plan doubles with every
 * use. On a cluster, an executor may be lost with what it kept; there a copy lies in the session's
 * checkpoint folder ({@link Sessions#checkpointInto}), which the first use of a result writes.
 */
final class Scratch implements AutoCloseable {
  private final List<JavaRDD<InternalRow>> kept = new ArrayList<>();

  /** Keeps a dataset from its first use on, in memory, or on disk where that is too small. */
  Dataset<Row> keep(Dataset<Row> rows) {
    var classic = (org.apache.spark.sql.classic.Dataset<Row>) rows;
    JavaRDD<InternalRow> data =
        classic
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map((Function<InternalRow, InternalRow>) InternalRow::copy)
            .persist(StorageLevel.MEMORY_AND_DISK());
    var spark = classic.sparkSession();
    if (spark.sparkContext().getCheckpointDir().isDefined()) {
      data.rdd().checkpoint();
    } else {
      data.rdd().localCheckpoint();
    }
    kept.add(data);
    return Sessions.gathered(
        spark, spark.internalCreateDataFrame(data.rdd(), rows.schema(), false));
  }

  /**
   * Keeps a dataset that much larger ones are looked through for, and works it out now: Spark would
   * sort and send all rows of the others, since it does not know how few these are ({@link
   * Lookup}). On a small night all rows lie in one place anyway.
   */
  Dataset<Row> lookup(Dataset<Row> rows) {
    return Lookup.of(keep(rows));
  }

  @Override
  public void close() {
    kept.forEach(data -> data.unpersist(false));
  }
}
