package io.tributary.journey;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The table {@code journey_steps}: all that a night needs to know of the nights before it. Every
 * row says on which night it came and on which it was decided, so that the state before any night
 * can be seen in it, and a night that is done again starts from where it first did.
 */
public final class JourneySteps {
  /** The table's name. */
  public static final String TABLE = "journey_steps";

  private JourneySteps() {}

  /** The shape of the table. */
  public static TableSpec spec() {
    return Contracts.table(TABLE);
  }

  /**
   * The rows as the nights before a date left them, with {@code person}: who each id is today.
   *
   * @param steps rows of the table
   * @param heirs {@code one_id, heir}
   */
  static Dataset<Row> before(Dataset<Row> steps, Dataset<Row> heirs, LocalDate date) {
    Column night = lit(Date.valueOf(date));
    Column isLater = col("done_on").geq(night);
    return steps
        .where(col("entered_on").lt(night))
        .withColumn("outcome", when(isLater, lit(null)).otherwise(col("outcome")))
        .withColumn("done_on", when(isLater, lit(null)).otherwise(col("done_on")))
        .join(heirs, new String[] {"one_id"}, "left_outer")
        .withColumn("person", coalesce(col("heir"), col("one_id")))
        .drop("heir", "as_of");
  }

  /** The rows that a night may change: those that came on it, were decided on it, or wait. */
  static Dataset<Row> concerned(Dataset<Row> steps, LocalDate date) {
    Column night = lit(Date.valueOf(date));
    return steps.where(
        col("entered_on").geq(night).or(col("done_on").geq(night)).or(col("outcome").isNull()));
  }

  /**
   * What is known of earlier ways through journeys, a row per journey and person: {@code last_on},
   * the latest anchor, and {@code is_open}, whether a step is still to come.
   *
   * @param before as {@link #before} gives them
   */
  static Dataset<Row> history(Dataset<Row> before) {
    return before
        .groupBy("journey", "person")
        .agg(max(col("anchor_on")).as("last_on"), bool_or(col("outcome").isNull()).as("is_open"))
        .withColumnRenamed("person", "one_id");
  }
}
