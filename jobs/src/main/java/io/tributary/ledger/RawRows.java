package io.tributary.ledger;

import io.tributary.pipeline.Sessions;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Maps rows in Spark's own form, in which an array of numbers is an array of numbers. Through
 * {@code Row} each number would become an object of its own; testdata/README.md, "Ledger form", has
 * what that costs.
 */
public final class RawRows {
  private RawRows() {}

  /** What becomes of a partition's rows. A row is valid until the next one is asked for. */
  @FunctionalInterface
  public interface Mapping extends Serializable {
    Iterator<InternalRow> map(Iterator<InternalRow> rows);
  }

  /** The mapped rows, which have the given columns. */
  public static Dataset<Row> map(Dataset<Row> rows, StructType result, Mapping mapping) {
    var dataset = (org.apache.spark.sql.classic.Dataset<Row>) rows;
    RDD<InternalRow> mapped =
        dataset.queryExecution().toRdd().toJavaRDD().mapPartitions(mapping::map).rdd();
    var spark = dataset.sparkSession();
    return Sessions.gathered(spark, spark.internalCreateDataFrame(mapped, result, false));
  }
}
