package io.tributary.journey;

import io.tributary.workspace.Journey;
import io.tributary.workspace.JourneyStep;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What the files say, as tables to join with. */
final class Definitions {
  /** Longer than anybody lives. */
  private static final int ONCE_IN_A_LIFETIME = 1_000_000;

  private Definitions() {}

  /** A row per journey: {@code journey, once_per}. */
  static Dataset<Row> journeys(SparkSession spark, List<Journey> journeys) {
    List<Row> rows =
        journeys.stream()
            .map(j -> RowFactory.create(j.name(), j.oncePerDays().orElse(ONCE_IN_A_LIFETIME)))
            .toList();
    return spark.createDataFrame(rows, StructType.fromDDL("journey string, once_per int"));
  }

  /**
   * A row per step: when it falls due ({@code day, learned}), for how long ({@code catch_up}), and
   * its conditions since the anchor, null where it has none.
   */
  static Dataset<Row> steps(SparkSession spark, List<Journey> journeys) {
    List<Row> rows = new ArrayList<>();
    for (Journey journey : journeys) {
      for (JourneyStep step : journey.steps()) {
        rows.add(
            RowFactory.create(
                journey.name(),
                step.name(),
                step.day().orElse(null),
                step.learned().map(LearnedDays::column).orElse(null),
                journey.catchUpDays(),
                step.bought().orElse(null),
                step.responded().orElse(null)));
      }
    }
    return spark.createDataFrame(
        rows,
        StructType.fromDDL(
            "journey string, step string, day int, learned string, catch_up int,"
                + " if_bought boolean, if_responded boolean"));
  }
}
