package io.tributary.effect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What a campaign's people got from it up to the end of their longest window: messages and coupons,
 * by the customer that each person is today. Control should have got none; what it did get shows.
 */
final class CampaignTouches {
  private CampaignTouches() {}

  /**
   * Messages: {@code campaign, person, arm, channel, step, status, sent_on, cents}.
   *
   * @param people rows of {@code campaign_people} with {@code one_id} and {@code longest}
   */
  static Dataset<Row> messages(
      Dataset<Row> touches, Dataset<Row> people, List<Campaign> campaigns, SparkSession spark) {
    List<Row> names = new ArrayList<>();
    campaigns.forEach(
        c -> c.touches().forEach(touch -> names.add(RowFactory.create(touch, c.name()))));
    Dataset<Row> named =
        spark.createDataFrame(names, StructType.fromDDL("touch_campaign string, campaign string"));
    Column cost = lit(0);
    for (Campaign campaign : campaigns) {
      for (Map.Entry<String, java.math.BigDecimal> usual :
          campaign.money().touchCosts().entrySet()) {
        Column isThis =
            col("campaign").equalTo(campaign.name()).and(col("channel").equalTo(usual.getKey()));
        cost = when(isThis, lit(usual.getValue())).otherwise(cost);
      }
    }
    return touches
        .withColumnRenamed("campaign", "touch_campaign")
        .drop("arm")
        .join(broadcast(named), new String[] {"touch_campaign"}, "inner")
        .join(
            people.select("campaign", "person", "arm", "assigned_on", "longest", "one_id"),
            new String[] {"campaign", "one_id"},
            "inner")
        .where(isWithin(col("sent_on")))
        .select(
            col("campaign"),
            col("person"),
            col("arm"),
            col("channel"),
            coalesce(col("node"), lit("none")).as("step"),
            col("status"),
            col("sent_on"),
            round(coalesce(col("cost"), cost).multiply(100)).cast("bigint").as("cents"));
  }

  /** Coupons that were used: {@code campaign, person, assigned_on, used_on, amount}, in cents. */
  static Dataset<Row> coupons(
      Dataset<Row> used, Dataset<Row> people, List<Campaign> campaigns, SparkSession spark) {
    List<Row> templates = new ArrayList<>();
    campaigns.forEach(
        c ->
            c.money()
                .coupons()
                .forEach(
                    template ->
                        templates.add(
                            RowFactory.create(
                                template, c.name(), c.money().couponFunding().doubleValue()))));
    Dataset<Row> named =
        spark.createDataFrame(
            templates, StructType.fromDDL("template string, campaign string, funding double"));
    return used.join(broadcast(named), new String[] {"template"}, "inner")
        .join(
            people.select("campaign", "person", "assigned_on", "longest", "one_id"),
            new String[] {"campaign", "one_id"},
            "inner")
        .where(isWithin(col("used_on")))
        .select(
            col("campaign"),
            col("person"),
            col("assigned_on"),
            col("used_on"),
            round(coalesce(col("face_value"), lit(0)).multiply(100).multiply(col("funding")))
                .cast("bigint")
                .as("amount"));
  }

  private static Column isWithin(Column day) {
    return day.geq(col("assigned_on")).and(day.leq(date_add(col("assigned_on"), col("longest"))));
  }

  /** Each message twice: under its step and channel, and under all of them. */
  static Dataset<Row> withTotals(Dataset<Row> messages) {
    Column own =
        org.apache.spark.sql.functions.struct(col("step").as("step"), col("channel").as("channel"));
    Column all =
        org.apache.spark.sql.functions.struct(lit("all").as("step"), lit("all").as("channel"));
    return messages
        .withColumn("place", explode(array(own, all)))
        .withColumn("step", col("place.step"))
        .withColumn("channel", col("place.channel"))
        .drop("place");
  }
}
