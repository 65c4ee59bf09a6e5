package io.tributary.identity;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of {@code identity_conflicts}: links that a limit refused, the stronger end first. */
final class IdentityConflicts {
  static final String TABLE = "identity_conflicts";

  private IdentityConflicts() {}

  /**
   * The conflicts of a part of the evidence.
   *
   * @param refused in the shape of {@link LimitedGroups#RESULT}
   * @param members {@code node, rank, namespace, key, tenure}
   */
  static Dataset<Row> of(
      Dataset<Row> refused, Dataset<Row> members, List<String> namespaces, LocalDate date) {
    Dataset<Row> ends =
        members.select(
            col("node"),
            struct(col("rank"), hex(col("key")).as("key"), col("tenure"), col("namespace"))
                .as("end"));
    Dataset<Row> pairs =
        refused
            .select("a", "b", "limit_rank", "records", "last_on")
            .join(ends.toDF("a", "end_a"), new String[] {"a"}, "inner")
            .join(ends.toDF("b", "end_b"), new String[] {"b"}, "inner");
    Column isOrdered = col("end_a").leq(col("end_b"));
    Column names = array(namespaces.stream().map(n -> lit(n)).toArray(Column[]::new));
    return pairs
        .withColumn("first", when(isOrdered, col("end_a")).otherwise(col("end_b")))
        .withColumn("second", when(isOrdered, col("end_b")).otherwise(col("end_a")))
        .select(
            col("first.namespace").as("namespace_a"),
            col("first.key").as("key_a"),
            col("first.tenure").as("tenure_a"),
            col("second.namespace").as("namespace_b"),
            col("second.key").as("key_b"),
            col("second.tenure").as("tenure_b"),
            element_at(names, col("limit_rank").plus(1)).as("limit_namespace"),
            col("records"),
            nullif(col("last_on"), lit(Evidence.FOR_EVER)).as("last_seen_on"),
            lit(Date.valueOf(date)).as("as_of"));
  }

  /**
   * The conflicts that stay as they are.
   *
   * @param all the table's rows
   * @param replaced identifiers that are computed anew: {@code namespace, key, tenure}
   */
  static Dataset<Row> without(Dataset<Row> all, Dataset<Row> replaced, LocalDate date) {
    return all.join(
            replaced.select(
                col("namespace").as("namespace_a"),
                hex(col("key")).as("key_a"),
                col("tenure").as("tenure_a")),
            new String[] {"namespace_a", "key_a", "tenure_a"},
            "left_anti")
        .withColumn("as_of", lit(Date.valueOf(date)));
  }
}
