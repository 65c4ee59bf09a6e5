package io.tributary.audience;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import java.math.BigDecimal;
import java.sql.Date;
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
  static Dataset<Row> frozen(Dataset<Row> drawn, Dataset<Row> heirs, List<Audience> audiences) {
    Object[] experiments =
        audiences.stream().filter(Arms::hasArms).map(Audience::experiment).distinct().toArray();
    Dataset<Row> asked = drawn.where(col("experiment").isin(experiments));
    Dataset<Row> merged = heirs.select("one_id").union(heirs.select("heir"));
    Dataset<Row> ofMerged =
        asked
            .join(merged, new String[] {"one_id"}, "left_semi")
            .join(heirs, new String[] {"one_id"}, "left_outer")
            .groupBy(col("experiment"), coalesce(col("heir"), col("one_id")).as("person"))
            .agg(min_by(col("arm"), struct(col("drawn_on"), col("one_id"))).as("frozen"));
    return asked
        .join(merged, new String[] {"one_id"}, "left_anti")
        .select(col("experiment"), col("one_id"), col("arm").as("frozen"))
        .union(ofMerged);
  }

  /**
   * Those of the frozen arms that would not be drawn today: of merged people, and of definitions
   * that changed. All others need not be looked up to be known.
   *
   * @param frozen as above
   */
  static Dataset<Row> exceptions(Dataset<Row> frozen, List<Audience> audiences) {
    Column isOther = lit(false);
    for (Audience audience : audiences) {
      if (hasArms(audience)) {
        Column isThis = col("experiment").equalTo(audience.experiment());
        isOther = isOther.or(isThis.and(col("frozen").notEqual(byShare(audience))));
      }
    }
    return frozen.where(isOther);
  }

  /**
   * Adds {@code arm}, null where the audience has no arms or the person is left out.
   *
   * @param rows {@code audience} (its place), {@code one_id}, {@code reason}
   * @param exceptions as above
   */
  static Dataset<Row> draw(Dataset<Row> rows, List<Audience> audiences, Dataset<Row> exceptions) {
    Column experiment = lit(null).cast("string");
    Column arm = lit(null).cast("string");
    for (int i = 0; i < audiences.size(); i++) {
      Audience audience = audiences.get(i);
      if (hasArms(audience)) {
        Column isThis = col("audience").equalTo(i).and(col("reason").isNull());
        experiment = when(isThis, lit(audience.experiment())).otherwise(experiment);
        arm = when(isThis, byShare(audience)).otherwise(arm);
      }
    }
    return rows.withColumn("experiment", experiment)
        .withColumn("arm", arm)
        .join(exceptions, new String[] {"experiment", "one_id"}, "left_outer")
        .withColumn("arm", coalesce(col("frozen"), col("arm")))
        .drop("experiment", "frozen");
  }

  private static boolean hasArms(Audience audience) {
    return !audience.arms().isEmpty();
  }

  private static Column byShare(Audience audience) {
    Column number = Uniform.in(lit(audience.experiment()));
    BigDecimal upTo = BigDecimal.ZERO;
    Column drawn = null;
    for (Arm arm : audience.arms()) {
      upTo = upTo.add(arm.share());
      Column isWithin = number.lt(lit(upTo.doubleValue()));
      drawn = drawn == null ? when(isWithin, arm.name()) : drawn.when(isWithin, arm.name());
    }
    return drawn;
  }

  /**
   * The arms that are to be kept from tonight on, as {@link #DRAWN} has them.
   *
   * @param tonight rows of {@code audience_ledger} of one night
   * @param frozen as above
   */
  static Dataset<Row> fresh(
      Dataset<Row> tonight, List<Audience> audiences, Dataset<Row> frozen, Date date) {
    Column experiment = lit(null).cast("string");
    for (Audience audience : audiences) {
      Column isThis = col("audience").equalTo(audience.name());
      experiment = when(isThis, lit(audience.experiment())).otherwise(experiment);
    }
    return tonight
        .where(col("arm").isNotNull())
        .select(experiment.as("experiment"), col("one_id"), col("arm"))
        .join(frozen, new String[] {"experiment", "one_id"}, "left_anti")
        // Whoever is in several audiences of an experiment has one arm in it.
        .distinct()
        .withColumn("drawn_on", lit(date));
  }
}
