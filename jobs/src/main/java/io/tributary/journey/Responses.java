package io.tributary.journey;

import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Journey;
import io.tributary.workspace.JourneyStep;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What people did with the messages of a journey. A touch is the journey's if its {@code campaign}
 * is the journey's name, or that of a step's audience.
 */
final class Responses {
  private Responses() {}

  /**
   * One row per way through a journey on which something was sent: {@code journey, one_id,
   * anchor_on}, {@code answered} (a touch was opened or clicked), {@code touched_on} (the first).
   *
   * @param ways {@code journey, one_id, person, anchor_on}
   * @param touches {@code one_id, campaign, status, sent_on}
   * @param journeys those that ask
   */
  static Dataset<Row> of(Dataset<Row> ways, Dataset<Row> touches, List<Journey> journeys) {
    Column journey = lit(null).cast("string");
    for (Journey asking : journeys) {
      List<String> names = new ArrayList<>(List.of(asking.name()));
      asking.steps().stream().map(JourneyStep::audience).forEach(names::add);
      journey = when(col("campaign").isin(names.toArray()), asking.name()).otherwise(journey);
    }
    Dataset<Row> sent =
        touches
            .where(col("status").notEqual("failed"))
            .select(
                journey.as("journey"),
                col("one_id").as("person"),
                col("status").isin("opened", "clicked").as("is_answer"),
                col("sent_on"));
    return ways.join(sent, new String[] {"journey", "person"}, "inner")
        .where(col("sent_on").geq(col("anchor_on")))
        .groupBy("journey", "one_id", "anchor_on")
        .agg(bool_or(col("is_answer")).as("answered"), min("sent_on").as("touched_on"));
  }
}
