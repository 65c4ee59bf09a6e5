package io.tributary.ledger;

import io.tributary.pipeline.Sessions;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.types.StructType;
import scala.Option;

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

  /** One row for each row, made when it is asked for. */
  public static Iterator<InternalRow> each(
      Iterator<InternalRow> rows, UnaryOperator<InternalRow> made) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public InternalRow next() {
        return made.apply(rows.next());
      }
    };
  }

  /** How rows are gathered in something small, which goes from task to task. */
  public interface Folding<A extends Serializable> extends Serializable {
    /** Takes a row in. It is valid during this call only. */
    void add(A result, InternalRow row);

    /** Takes in what other rows gave. */
    void merge(A result, A other);
  }

  /**
   * Gathers rows in something small: each partition in one of its own, then these in one. No row is
   * shuffled.
   *
   * @param empty what no rows give; it is copied for each partition
   */
  public static <A extends Serializable> A fold(Dataset<Row> rows, A empty, Folding<A> folding) {
    return in(rows)
        .treeAggregate(
            empty,
            (result, row) -> {
              folding.add(result, row);
              return result;
            },
            (result, other) -> {
              folding.merge(result, other);
              return result;
            });
  }

  /** The mapped rows, which have the given columns. */
  public static Dataset<Row> map(Dataset<Row> rows, StructType result, Mapping mapping) {
    return of(rows.sparkSession(), in(rows).mapPartitions(mapping::map), result);
  }

  /**
   * The rows themselves. Each is valid until the next one is asked for. They are a query of their
   * own, so that Spark's pages and events tell which tables it reads.
   */
  public static JavaRDD<InternalRow> in(Dataset<Row> rows) {
    QueryExecution query = ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution();
    Optional<BatchRows> batches = BatchRows.of(query);
    return SQLExecution.withNewExecutionId(
            query, Option.empty(), () -> batches.map(b -> b.rows(query)).orElseGet(query::toRdd))
        .toJavaRDD();
  }

  /** Rows with the given columns. */
  public static Dataset<Row> of(
      SparkSession session, JavaRDD<InternalRow> rows, StructType columns) {
    var spark = (org.apache.spark.sql.classic.SparkSession) session;
    return Sessions.gathered(spark, spark.internalCreateDataFrame(rows.rdd(), columns, false));
  }
}
