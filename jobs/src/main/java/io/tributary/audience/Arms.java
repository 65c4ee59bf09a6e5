package io.tributary.audience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Draws the arms of experiments. An arm once drawn stays: a person keeps it on later nights, when
 * the definition changes, and through merges, after which the earliest arm of all their ids counts.
 * Only people who are new to an experiment are drawn by the shares that stand in the definition.
 */
public final class Arms {
  public static final String TABLE = "experiment_arms";

  /** The arms that were drawn so far. Not published; {@code audience_ledger} shows them. */
  public static final TableSpec DRAWN =
      new TableSpec(
          TABLE,
          "The arm that an id was given in an experiment; kept for good",
          List.of("experiment", "one_id"),
          List.of(
              new ColumnSpec("experiment", "string", false, "The experiment"),
              new ColumnSpec("one_id", "string", false, "The id at the time"),
              new ColumnSpec("arm", "string", false, "Its arm"),
              new ColumnSpec("drawn_on", "date", false, "The business date of the night")),
          false);

  private Arms() {}

  /**
   * The arms of today's people: {@code experiment, one_id, frozen}.
   *
   * @param drawn rows of {@link #DRAWN}
   * @param heirs {@code one_id, heir}
   */
  static Dataset<Row> frozen(Dataset<Row> drawn, Dataset<Row> heirs) {
    return drawn
        .join(heirs, new String[] {"one_id"}, "left_outer")
        .groupBy(col("experiment"), coalesce(col("heir"), col("one_id")).as("person"))
        .agg(min_by(col("arm"), struct(col("drawn_on"), col("one_id"))).as("frozen"))
        .withColumnRenamed("person", "one_id");
  }

  /**
   * Adds {@code experiment} and {@code arm}, both null where the audience has no arms or the person
   * is left out.
   *
   * @param rows {@code audience} (its place), {@code one_id}, {@code reason}
   * @param frozen as above
   */
  static Dataset<Row> draw(Dataset<Row> rows, List<Audience> audiences, Dataset<Row> frozen) {
    Column experiment = lit(null).cast("string");
    Column arm = lit(null).cast("string");
    for (int i = 0; i < audiences.size(); i++) {
      Audience audience = audiences.get(i);
      if (!audience.arms().isEmpty()) {
        Column isThis = col("audience").equalTo(i).and(col("reason").isNull());
        experiment = when(isThis, lit(audience.experiment())).otherwise(experiment);
        arm = when(isThis, byShare(audience.arms())).otherwise(arm);
      }
    }
    return rows.withColumn("experiment", experiment)
        .withColumn("_u", Uniform.in(col("experiment")))
        .join(frozen, new String[] {"experiment", "one_id"}, "left_outer")
        .withColumn("arm", when(col("experiment").isNotNull(), coalesce(col("frozen"), arm)))
        .drop("_u", "frozen");
  }

  private static Column byShare(List<Arm> arms) {
    BigDecimal upTo = BigDecimal.ZERO;
    Column arm = null;
    for (Arm next : arms) {
      upTo = upTo.add(next.share());
      Column isWithin = col("_u").lt(lit(upTo.doubleValue()));
      arm = arm == null ? when(isWithin, next.name()) : arm.when(isWithin, next.name());
    }
    return arm;
  }

  /**
   * The arms that are to be kept from tonight on, as {@link #DRAWN} has them.
   *
   * @param rows with {@code experiment, one_id, arm}
   */
  static Dataset<Row> fresh(Dataset<Row> rows, Dataset<Row> frozen, java.sql.Date date) {
    return rows.where(col("experiment").isNotNull())
        .join(frozen, new String[] {"experiment", "one_id"}, "left_anti")
        .groupBy("experiment", "one_id")
        .agg(min("arm").as("arm"))
        .withColumn("drawn_on", lit(date));
  }
}
