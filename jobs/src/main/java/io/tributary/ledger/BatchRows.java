package io.tributary.ledger;

import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecutionRDD;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows of a scan as they lie in the batches that Parquet's reader fills. Spark would first copy
 * each batch into rows, number by number, and of a ledger nearly everything is numbers in arrays: a
 * quarter of a pass over it.
 *
 * @param scan reads batches
 * @param condition which rows to keep
 */
record BatchRows(SparkPlan scan, Optional<Expression> condition) {

  /** Of a query that only reads, and filters what it reads; empty for any other one. */
  static Optional<BatchRows> of(QueryExecution query) {
    SparkPlan plan = within(query.executedPlan());
    Optional<Expression> condition = Optional.empty();
    if (plan instanceof FilterExec filter && filter.condition().deterministic()) {
      condition = Optional.of(filter.condition());
      plan = within(filter.child());
    }
    return plan instanceof ColumnarToRowExec read
        ? Optional.of(new BatchRows(within(read.child()), condition))
        : Optional.empty();
  }

  /** The operator that Spark has wrapped so that code is generated for it. */
  private static SparkPlan within(SparkPlan plan) {
    SparkPlan inner = plan;
    while (inner instanceof WholeStageCodegenExec || inner instanceof InputAdapter) {
      inner = inner.children().head();
    }
    return inner;
  }

  /** The rows; each is valid until the next one is asked for. */
  RDD<InternalRow> rows(QueryExecution query) {
    JavaRDD<InternalRow> all =
        scan.executeColumnar().toJavaRDD().flatMap(ColumnarBatch::rowIterator);
    JavaRDD<InternalRow> rows = condition.map(kept -> keep(all, kept, scan.output())).orElse(all);
    return new SQLExecutionRDD(rows.rdd(), query.sparkSession().sessionState().conf());
  }

  private static JavaRDD<InternalRow> keep(
      JavaRDD<InternalRow> rows, Expression condition, Seq<Attribute> columns) {
    return rows.mapPartitions(
        each -> {
          BasePredicate predicate = Predicate.create(condition, columns);
          predicate.initialize(0);
          return CollectionConverters.asJava(
              CollectionConverters.asScala(each).filter(row -> predicate.eval(row)));
        });
  }
}
