package io.tributary.customer;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who moved since the last night, and why, summed up: so that an analyst can say why {@code
 * dormant} grew. The reason is the first that fits: their identity changed, they were erased or
 * nothing that names them stands any more, they are a new customer, they bought again, a refund
 * took a purchase away, an order came late, or nothing happened and time passed.
 */
final class ChangeReport {
  private static final String ABSENT = "absent";

  private ChangeReport() {}

  /**
   * Compares two nights.
   *
   * @param before and {@code now}: rows of {@code customers}
   * @param changedIds {@code one_id} of customers that were merged or split in between, each once
   * @return {@code kind, from, to, reason, customers}, for {@code run.json}
   */
  static List<Map<String, Object>> between(
      Dataset<Row> before, Dataset<Row> now, Dataset<Row> changedIds) {
    Dataset<Row> both =
        Lake.prefixed(columns(before), "b_")
            .join(
                Lake.prefixed(columns(now), "n_"),
                col("b_one_id").equalTo(col("n_one_id")),
                "full_outer")
            .join(
                changedIds.toDF("changed_id"),
                coalesce(col("n_one_id"), col("b_one_id")).equalTo(col("changed_id")),
                "left_outer");
    Column moves = explode(array(move("lifecycle", "lifecycle_group"), move("stage", "stage")));
    List<Row> counted =
        both.withColumn("reason", reason())
            .select(col("reason"), moves.as("move"))
            .select("move.kind", "move.from", "move.to", "reason")
            .where(col("from").notEqual(col("to")))
            .groupBy("kind", "from", "to", "reason")
            .count()
            .orderBy("kind", "from", "to", "reason")
            .collectAsList();
    List<Map<String, Object>> report = new ArrayList<>();
    for (Row row : counted) {
      Map<String, Object> entry = new LinkedHashMap<>();
      for (String name : List.of("kind", "from", "to", "reason")) {
        entry.put(name, row.getAs(name));
      }
      entry.put("customers", row.getLong(4));
      report.add(entry);
    }
    return report;
  }

  private static Dataset<Row> columns(Dataset<Row> customers) {
    return customers.select("one_id", "lifecycle_group", "stage", "last_purchase_on", "orders");
  }

  private static Column move(String kind, String column) {
    return struct(
        lit(kind).as("kind"),
        coalesce(col("b_" + column), lit(ABSENT)).as("from"),
        coalesce(col("n_" + column), lit(ABSENT)).as("to"));
  }

  private static Column reason() {
    Column isFirst = col("b_last_purchase_on").isNull().and(col("n_last_purchase_on").isNotNull());
    return when(col("changed_id").isNotNull(), "merged identity")
        .when(col("n_one_id").isNull(), "no longer known")
        .when(col("b_one_id").isNull(), "new customer")
        .when(isFirst.or(col("n_last_purchase_on").gt(col("b_last_purchase_on"))), "bought again")
        .when(col("n_orders").lt(col("b_orders")), "refund")
        .when(col("n_orders").gt(col("b_orders")), "late order")
        .otherwise("window passed");
  }
}
