package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Tenures (semantics.md, OneID step 2): phone numbers are recycled, so a value that is silent for
 * longer than its namespace allows belongs to somebody else when it is heard of again.
 */
final class Tenures {
  private Tenures() {}

  /**
   * One row per value and tenure: {@code namespace, key, tenure, first_on, last_on, records}.
   *
   * @param mentions all mentions of each value that is among them
   */
  static Dataset<Row> of(Dataset<Row> mentions, Namespaces namespaces) {
    // The key first: rows are sorted by it, and all of a namespace begin alike.
    WindowSpec byStart = Window.partitionBy("key", "namespace").orderBy("start_on");
    Column latestEnd =
        max("end_on")
            .over(byStart.rowsBetween(Window.unboundedPreceding(), Window.currentRow() - 1));
    Column silence = datediff(col("start_on"), latestEnd);
    Column begins = silence.gt(namespaces.recycledAfter(col("namespace")));
    return mentions
        .groupBy("namespace", "key", "start_on")
        .agg(max("end_on").as("end_on"), count(lit(1)).as("records"))
        .withColumn("begins", when(begins, 1).otherwise(0))
        .withColumn(
            "tenure",
            sum("begins")
                .over(byStart.rowsBetween(Window.unboundedPreceding(), Window.currentRow()))
                .plus(1)
                .cast("int"))
        .groupBy("namespace", "key", "tenure")
        .agg(
            min("start_on").as("first_on"),
            max("end_on").as("last_on"),
            sum("records").as("records"));
  }

  /**
   * Gives each mention the identifier that it means: the tenure of its value in which it starts.
   *
   * @param identifiers {@code namespace, key, first_on, last_on}, and what else is wanted
   */
  static Dataset<Row> assign(Dataset<Row> mentions, Dataset<Row> identifiers) {
    return mentions
        .as("m")
        .join(
            identifiers.as("i"),
            col("m.key")
                .equalTo(col("i.key"))
                .and(col("m.namespace").equalTo(col("i.namespace")))
                .and(col("m.start_on").between(col("i.first_on"), col("i.last_on"))),
            "inner")
        .drop(col("m.namespace"))
        .drop(col("m.key"));
  }
}
