package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.report.ReportViews.View;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the page says of campaigns, and of how people answer. Of customers, only how many messages
 * of a channel they answered together.
 */
final class CampaignViews {
  /** Of more campaigns, the page has the newest: each takes 20 to 40 kB of it. */
  private static final int MOST = 20;

  private static final String EFFECTS = "campaign_effects";
  private static final double Z_95 = 1.959964;

  private CampaignViews() {}

  /** All views of one table each. */
  static List<View> all() {
    return List.of(
        new View(EFFECTS, "campaign_effect", CampaignViews::effects),
        new View(
            "campaign_funnel",
            "campaign_funnel",
            t -> t.drop("as_of").orderBy("campaign", "step", "channel", "arm", "event")),
        new View("campaign_roi", "campaign_roi", t -> t.drop("as_of").orderBy("campaign", "arm")),
        new View(
            "campaign_stages",
            "campaign_stages",
            t -> t.drop("as_of").orderBy("campaign", "stage_from", "stage_to", "arm")),
        new View("channel_answers", "channel_response", CampaignViews::answers),
        new View(
            "cross_effects",
            "channel_cross_effect",
            t -> t.drop("as_of").orderBy("method", "driver", "outcome")));
  }

  /** Newest campaigns first; subgroups of those that may be told, the small ones, too. */
  private static Dataset<Row> effects(Dataset<Row> effects) {
    return effects
        .where(col("dimension").equalTo("all").or(col("status").isin("final", "running")))
        .drop("as_of", "p", "p_differs")
        .orderBy(
            col("final_on").desc_nulls_first(),
            col("campaign"),
            col("window"),
            col("metric"),
            col("variant"),
            col("arm"),
            col("against"),
            col("dimension"),
            col("level"));
  }

  /**
   * How often each channel's messages are answered. Messages to one person are not independent of
   * each other: the interval is that of a ratio of sums over people (Cochran, "Sampling
   * Techniques", 1977, section 6.4).
   */
  private static Dataset<Row> answers(Dataset<Row> responses) {
    Column touches = col("touches").cast("double");
    Dataset<Row> sums =
        responses
            .groupBy("channel")
            .agg(
                count(lit(1)).as("customers"),
                sum("touches").as("touches"),
                sum("responses").as("responses"),
                sum("conversions").as("conversions"),
                sum(touches.multiply(touches)).as("tt"),
                sum(touches.multiply(col("responses"))).as("tr"),
                sum(col("responses").cast("double").multiply(col("responses"))).as("rr"),
                sum(touches.multiply(col("conversions"))).as("tc"),
                sum(col("conversions").cast("double").multiply(col("conversions"))).as("cc"));
    return withInterval(
            withInterval(sums, "response", "responses", "tr", "rr"),
            "conversion",
            "conversions",
            "tc",
            "cc")
        .drop("tt", "tr", "rr", "tc", "cc")
        .orderBy("channel");
  }

  /** Adds a share of messages, and the ends of its interval; null where only one person got any. */
  private static Dataset<Row> withInterval(
      Dataset<Row> sums, String name, String answers, String products, String squares) {
    Column share = col(name + "_share");
    Column people = col("customers");
    Column left =
        col(squares)
            .minus(share.multiply(2).multiply(col(products)))
            .plus(share.multiply(share).multiply(col("tt")));
    Column variance =
        greatest(left, lit(0.0)).multiply(people).divide(greatest(people.minus(1), lit(1)));
    Column reach = when(people.gt(1), sqrt(variance).divide(col("touches")).multiply(Z_95));
    return sums.withColumn(name + "_share", col(answers).divide(col("touches")))
        .withColumn(name + "_low", greatest(share.minus(reach), lit(0.0)))
        .withColumn(name + "_high", least(share.plus(reach), lit(1.0)));
  }

  /** Leaves the newest campaigns in the views. */
  static void keepNewest(Map<String, ViewRows> views) {
    List<String> newest =
        views.getOrDefault(EFFECTS, ViewRows.NONE).distinct("campaign").stream()
            .limit(MOST)
            .toList();
    views.replaceAll(
        (name, rows) -> name.startsWith("campaign_") ? rows.only("campaign", newest) : rows);
  }
}
