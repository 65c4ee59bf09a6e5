package io.tributary.effect;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Campaign;
import java.math.BigDecimal;
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

  /** Messages: {@code campaign, person, arm, channel, step, status, sent_on, cents}. */
  static Dataset<Row> messages(
      Dataset<Row> touches, Owners owners, List<Campaign> campaigns, SparkSession spark) {
    List<Row> names = new ArrayList<>();
    campaigns.forEach(
        c -> c.touches().forEach(touch -> names.add(RowFactory.create(touch, c.name()))));
    Dataset<Row> named =
        spark.createDataFrame(names, StructType.fromDDL("touch_campaign string, campaign string"));
    return owned(
            touches
                .withColumnRenamed("campaign", "touch_campaign")
                .join(broadcast(named), new String[] {"touch_campaign"}, "inner"),
            owners,
            col("sent_on"))
        .select(
            col("campaign"),
            col("owner.person"),
            col("owner.arm"),
            col("channel"),
            coalesce(col("node"), lit("none")).as("step"),
            col("status"),
            col("sent_on"),
            round(coalesce(col("cost"), usualCost(campaigns)).multiply(100))
                .cast("bigint")
                .as("cents"));
  }

  /** What a message of a campaign costs by its channel, where it does not say. */
  private static Column usualCost(List<Campaign> campaigns) {
    Column cost = lit(0);
    for (Campaign campaign : campaigns) {
      for (Map.Entry<String, BigDecimal> usual : campaign.money().touchCosts().entrySet()) {
        Column isThis =
            col("campaign").equalTo(campaign.name()).and(col("channel").equalTo(usual.getKey()));
        cost = when(isThis, lit(usual.getValue())).otherwise(cost);
      }
    }
    return cost;
  }

  /** Coupons that were used: {@code campaign, person, assigned_on, used_on, amount}, in cents. */
  static Dataset<Row> coupons(
      Dataset<Row> used, Owners owners, List<Campaign> campaigns, SparkSession spark) {
    List<Row> templates = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      double funding = campaign.money().couponFunding().doubleValue();
      for (String template : campaign.money().coupons()) {
        templates.add(RowFactory.create(template, campaign.name(), funding));
      }
    }
    Dataset<Row> named =
        spark.createDataFrame(
            templates, StructType.fromDDL("template string, campaign string, funding double"));
    return owned(
            used.join(broadcast(named), new String[] {"template"}, "inner"), owners, col("used_on"))
        .select(
            col("campaign"),
            col("owner.person"),
            col("owner.assigned_on"),
            col("used_on"),
            round(coalesce(col("face_value"), lit(0)).multiply(100).multiply(col("funding")))
                .cast("bigint")
                .as("amount"));
  }

  /** Records with {@code owner}, from the day of the assignment on. */
  private static Dataset<Row> owned(Dataset<Row> records, Owners owners, Column day) {
    return records
        .join(owners.customers("arm"), new String[] {"one_id", "campaign"}, "inner")
        .where(Owners.isAnyones(day, Column::geq))
        .withColumn("owner", owners.owner(day, Column::geq, "arm"));
  }

  /** Each message twice: under its step and channel, and under all of them. */
  static Dataset<Row> withTotals(Dataset<Row> messages) {
    Column own = struct(col("step").as("step"), col("channel").as("channel"));
    Column all = struct(lit("all").as("step"), lit("all").as("channel"));
    return messages
        .withColumn("place", explode(array(own, all)))
        .withColumn("step", col("place.step"))
        .withColumn("channel", col("place.channel"))
        .drop("place");
  }
}
