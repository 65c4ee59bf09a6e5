package io.tributary.identity;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Links (semantics.md, OneID step 4): pairs of usable identifiers that one record mentions. */
final class Links {
  /** All pairs of the array {@code nodes}, as structs of {@code a} and {@code b}. */
  static final String PAIRS =
      "flatten(transform(nodes, (a, i) -> transform(slice(nodes, i + 2, size(nodes)),"
          + " b -> named_struct('a', a, 'b', b))))";

  private Links() {}

  /**
   * One row per record with what it mentions: {@code entity, record_key, end_on, nodes}, the nodes
   * of its usable identifiers, ascending.
   *
   * @param mentions of usable identifiers, with their {@code node}
   */
  static Dataset<Row> nodesOfRecords(Dataset<Row> mentions) {
    return mentions
        .groupBy(Evidence.byRecord())
        .agg(max("end_on").as("end_on"), array_sort(collect_list("node")).as("nodes"))
        .drop("record");
  }

  /**
   * One row per pair: {@code a, b} with a < b, {@code records} that mention both, and the end of
   * the last of them.
   *
   * @param recordNodes as {@link #nodesOfRecords} gives them
   */
  static Dataset<Row> of(Dataset<Row> recordNodes) {
    return recordNodes
        .where(size(col("nodes")).gt(1))
        .withColumn("pair", explode(expr(PAIRS)))
        .groupBy(col("pair.a").as("a"), col("pair.b").as("b"))
        .agg(count(lit(1)).as("records"), max("end_on").as("last_on"));
  }
}
