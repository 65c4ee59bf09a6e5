package io.tributary.journey;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Which steps fall due on a night, and which will never be done.
 *
 * <p>Rules that surprise: of a journey a person gets one day's steps per night, the earliest that
 * may still be done; later ones wait a night, if they may be caught up then. Steps of one day are
 * due together: their conditions choose between them.
 */
final class StepCalendar {
  static final String NO_DAY = "no_day";

  private StepCalendar() {}

  /**
   * The rows with their {@code outcome}, null where they wait, and {@code is_due}: tonight decides
   * them.
   *
   * @param rows {@code journey, one_id, person, anchor_on, step, due_on, entered_on, outcome,
   *     done_on} and {@code exits}: whether the journey ends for them
   * @param steps rows of {@link Definitions#steps}
   */
  static Dataset<Row> of(Dataset<Row> rows, Dataset<Row> steps, LocalDate date) {
    Column night = lit(Date.valueOf(date));
    Column late = datediff(night, col("due_on"));
    Column isInTime = late.between(lit(0), col("catch_up"));
    return rows.join(
            broadcast(steps.drop("day", "learned")), new String[] {"journey", "step"}, "left_outer")
        .withColumn("_first", min(entrance()).over(whole("journey", "person")))
        .withColumn(
            "outcome",
            coalesce(
                col("outcome"),
                when(not(col("_first").equalTo(entrance())), "merged")
                    .when(col("catch_up").isNull(), "withdrawn")
                    .when(col("exits"), "exited")
                    .when(late.gt(col("catch_up")), "missed")))
        .withColumn("_may", col("outcome").isNull().and(isInTime))
        .withColumn(
            "_turn",
            min(when(col("_may"), col("due_on"))).over(whole("journey", "one_id", "anchor_on")))
        .withColumn("is_due", col("_may").and(col("due_on").equalTo(col("_turn"))))
        .withColumn("done_on", coalesce(col("done_on"), when(col("outcome").isNotNull(), night)))
        .drop("_first", "_may", "_turn", "catch_up");
  }

  /** Of two ways through a journey that a merge made one person's, the one begun first goes on. */
  private static Column entrance() {
    return struct(col("entered_on"), col("anchor_on"), col("one_id"));
  }

  private static WindowSpec whole(String first, String... more) {
    return Window.partitionBy(first, more)
        .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());
  }
}
