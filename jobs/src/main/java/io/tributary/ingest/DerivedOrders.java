package io.tributary.ingest;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Orders of a workspace in which no source maps {@code order}: an order is the sum of its lines
 * (semantics.md). It was placed at the time of its earliest line, through that line's channel, and
 * carries the identifiers of all its lines.
 */
final class DerivedOrders {
  private DerivedOrders() {}

  /**
   * Sums up lines.
   *
   * @param lines rows of {@code clean_order_line}, all lines of each order that is among them
   * @return rows in the shape of {@code clean_order}
   */
  static Dataset<Row> of(Dataset<Row> lines, CleanTable orders) {
    Column earliest = struct(col("ordered_at"), col("line_key"));
    Column newest = max(struct(col("dump_date"), col("file"), col("source")));
    Dataset<Row> sums =
        lines
            .where(col("gone_on").isNull())
            .groupBy("order_id")
            .agg(
                min("ordered_at").as("ordered_at"),
                min_by(col("channel"), earliest).as("channel"),
                sum("line_amount").as("paid_amount"),
                array_sort(array_distinct(flatten(collect_list("identifiers")))).as("identifiers"),
                newest.as("newest"),
                min("dump_date").as("first_dump_on"))
            .withColumn("identifiers", when(size(col("identifiers")).gt(0), col("identifiers")))
            .withColumn("status", lit("paid"))
            .withColumn("source", col("newest.source"))
            .withColumn("file", col("newest.file"))
            .withColumn("dump_date", col("newest.dump_date"));
    List<String> known = List.of(sums.columns());
    List<Column> columns = new ArrayList<>();
    orders
        .spec()
        .columns()
        .forEach(
            c ->
                columns.add(
                    (known.contains(c.name()) ? col(c.name()) : lit(null))
                        .cast(c.type())
                        .as(c.name())));
    return sums.select(columns.toArray(Column[]::new));
  }
}
