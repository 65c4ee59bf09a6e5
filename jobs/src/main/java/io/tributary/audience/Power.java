package io.tributary.audience;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.var_samp;

import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.statistics.DetectableEffect;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How small an effect an audience could show if it were sent as it stands on the lake's last night:
 * before a campaign, not after it. What its people did in the days that end with that night stands
 * for what they would do without the campaign.
 */
public final class Power {
  private static final List<Integer> WINDOWS = List.of(30, 90, 180, 365);

  private final SparkSession spark;
  private final Lake lake;
  private final Workspace workspace;

  public Power(SparkSession spark, Lake lake, Workspace workspace) {
    this.spark = spark;
    this.lake = lake;
    this.workspace = workspace;
  }

  /**
   * The effects, a line per arm.
   *
   * @param days window of the result
   * @throws UserMistake if there is no such audience, it has no control, or no night was yet
   */
  public List<String> lines(String name, int days) {
    List<Audience> audiences = workspace.audiences();
    int place = Preview.place(audiences, name);
    Audience audience = audiences.get(place);
    if (audience.controlShare().signum() == 0) {
      throw new UserMistake(
          "%s has no arm `control`, so that nothing could be told apart from what happens anyway; write such as `arms: {control: 0.1, treatment: 0.9}`"
              .formatted(audience.definedIn()));
    }
    if (!WINDOWS.contains(days)) {
      throw new UserMistake("--days: expected one of 30, 90, 180, 365, but found " + days);
    }
    LocalDate date = Preview.lastNight(lake);
    Sessions.fit(spark, lake.bytes(new BuildAudiences().reads()));
    Row facts = facts(place, days, date);
    return facts.getLong(0) < 2
        ? List.of("Nobody passes tonight, or only one person does.")
        : lines(audience, facts, days, date);
  }

  /** How many people pass, and mean and variance of whether they bought and of their net. */
  private Row facts(int place, int days, LocalDate date) {
    Column net = col("net_" + days + "d").cast("double");
    Column bought = net.gt(0).cast("double");
    try (Selection selection = new Selection(spark, lake, workspace, date)) {
      Dataset<Row> passing =
          selection
              .decided()
              .rows()
              .where(col("audience").equalTo(place).and(col("reason").isNull()))
              .select("one_id");
      return lake.read("customers")
          .join(passing, new String[] {"one_id"}, "left_semi")
          .agg(count_if(lit(true)), avg(bought), var_samp(bought), avg(net), var_samp(net))
          .first();
    }
  }

  /**
   * The effects.
   *
   * @param facts people; mean and variance of whether they bought, and of their net
   */
  static List<String> lines(Audience audience, Row facts, int days, LocalDate date) {
    long people = facts.getLong(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        "Audience %s as of %s: %,d people pass; of them %.1f %% bought within the last %d days, net %.2f per head"
            .formatted(
                audience.name(), date, people, 100 * facts.getDouble(1), days, facts.getDouble(3)));
    double control = people * audience.controlShare().doubleValue();
    for (Arm arm : audience.arms()) {
      if (!arm.name().equals(Audience.CONTROL)) {
        double others = people * arm.share().doubleValue();
        Double conversion = DetectableEffect.of(facts.getDouble(2), others, control);
        Double net = DetectableEffect.of(facts.getDouble(4), others, control);
        if (conversion != null) {
          lines.add(
              "arm %s (%,.0f) against control (%,.0f): found four times out of five are differences of %.2f percentage points of buyers%s, or of %.2f net per head%s"
                  .formatted(
                      arm.name(),
                      others,
                      control,
                      100 * conversion,
                      relative(conversion, facts.getDouble(1)),
                      net,
                      relative(net, facts.getDouble(3))));
        }
      }
    }
    return lines;
  }

  private static String relative(double difference, double mean) {
    return mean > 0 ? " (%.0f %% of today's)".formatted(100 * difference / mean) : "";
  }
}
