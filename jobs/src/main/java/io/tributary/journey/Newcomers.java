package io.tributary.journey;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who enters a journey tonight, and their plan: on which day each step falls due. A plan stays as
 * it was made, whatever later nights recommend or the file says then.
 */
final class Newcomers {
  private Newcomers() {}

  /**
   * The anchors of those who may enter: nobody who is in the journey, and nobody before {@code
   * once_per} days have passed since their last anchor.
   *
   * @param anchors rows of {@link Anchors}
   * @param history rows of {@link JourneySteps#history}
   * @param definitions rows of {@link Definitions#journeys}
   */
  static Dataset<Row> of(Dataset<Row> anchors, Dataset<Row> history, Dataset<Row> definitions) {
    Column isLongAgo = datediff(col("anchor_on"), col("last_on")).geq(col("once_per"));
    Column mayEnter = col("last_on").isNull().or(not(col("is_open")).and(isLongAgo));
    return anchors
        .join(broadcast(definitions), new String[] {"journey"}, "inner")
        .join(history, new String[] {"journey", "one_id"}, "left_outer")
        .where(mayEnter)
        .select("journey", "one_id", "anchor_on", "entry_category_l1");
  }

  /**
   * Their steps, as {@link JourneySteps#before} gives those of earlier nights.
   *
   * @param steps rows of {@link Definitions#steps}
   */
  static Dataset<Row> plan(
      Dataset<Row> newcomers, Dataset<Row> steps, LearnedDays learned, LocalDate date) {
    Column night = lit(Date.valueOf(date));
    Column day = learned.day(col("learned"), col("entry_category_l1"), col("day"));
    return newcomers
        .join(
            broadcast(steps.select("journey", "step", "day", "learned")),
            new String[] {"journey"},
            "inner")
        .withColumn("due_on", date_add(col("anchor_on"), day.cast("int")))
        .withColumn("entered_on", night)
        .withColumn("outcome", when(col("due_on").isNull(), lit(StepCalendar.NO_DAY)))
        .withColumn("done_on", when(col("due_on").isNull(), night))
        .withColumn("person", col("one_id"))
        .drop("entry_category_l1", "day", "learned");
  }
}
