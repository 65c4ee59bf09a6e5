package io.tributary.effect;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.sql.Date;
import java.time.LocalDate;
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
 * What became of everybody who was assigned: a row per campaign, window and person, with the
 * columns of {@link Variable} and {@code state}: {@code open} while the window lasts, {@code over}
 * while what was bought in it may still be returned, then {@code settled}.
 *
 * <p>A rule that surprises: of refunds those count that come while the window lasts or within
 * {@code refund_settle_days} after it. So a result that is settled stays as it is, and those
 * assigned early have no more time to return things than those assigned late.
 */
final class Outcomes {
  /** What is counted of people, beside what they had brought along. */
  private static final List<Variable> COUNTED =
      List.of(
          Variable.ORDERS,
          Variable.NET,
          Variable.FULL_PRICE_NET,
          Variable.OFFLINE_NET,
          Variable.CREDITED_NET,
          Variable.LATER_KNOWN_ORDERS);

  /** What was known of people at their assignment, as far as results are told by it. */
  private static final List<String> KNOWN =
      List.of(
          "campaign",
          "person",
          "arm",
          "lifecycle_group",
          "stage",
          "preference_cluster",
          "days_since_last",
          "cycle_days",
          "net_before",
          "purchase_days");

  private static final String[] UNIT = {"person", "campaign", "window"};

  private final Dataset<Row> windows;
  private final int settleDays;
  private final Column today;

  /**
   * Outcomes as of a date.
   *
   * @param windows as {@link #windows} gives them
   * @param settleDays how long after a window returns count
   */
  Outcomes(Dataset<Row> windows, int settleDays, LocalDate date) {
    this.windows = windows;
    this.settleDays = settleDays;
    this.today = lit(Date.valueOf(date));
  }

  /** The windows of campaigns: {@code campaign, window, days, credit_days}. */
  static Dataset<Row> windows(SparkSession spark, List<Campaign> campaigns) {
    List<Row> rows = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      int credit = campaign.windowDays().get(Window.RESPONSE);
      for (Map.Entry<Window, Integer> window : campaign.windowDays().entrySet()) {
        rows.add(
            RowFactory.create(campaign.name(), window.getKey().text(), window.getValue(), credit));
      }
    }
    return spark.createDataFrame(
        rows, StructType.fromDDL("campaign string, window string, days int, credit_days int"));
  }

  /**
   * The rows; {@code redeemed} says whether a coupon was used, whoever paid for it.
   *
   * @param people rows of {@code campaign_people} with their {@link #contacts}
   * @param orders rows of {@link AttributedOrders}
   * @param coupons {@code campaign, person, assigned_on, used_on, amount}, a row per coupon
   * @param offline names of channels
   */
  Dataset<Row> of(
      Dataset<Row> people, Dataset<Row> orders, Dataset<Row> coupons, List<String> offline) {
    List<Column> columns = new ArrayList<>();
    KNOWN.forEach(name -> columns.add(col(name)));
    columns.add(col("window"));
    columns.add(col("ends_on"));
    columns.add(
        when(col("settled_on").leq(today), "settled")
            .when(col("ends_on").leq(today), "over")
            .otherwise("open")
            .as("state"));
    columns.add(coalesce(col("bought_days"), expr("array()")).cast("array<int>").as("bought_days"));
    columns.add(when(col("orders").gt(0), 1L).otherwise(0L).as(Variable.CONVERTED.column()));
    for (Variable variable : COUNTED) {
      columns.add(orZero(variable.column()));
    }
    columns.add(orZero(Variable.UNSUBSCRIBED.column()));
    columns.add(orZero(Variable.COUPONS.column()));
    columns.add(coalesce(col("redeemed"), lit(false)).as("redeemed"));
    columns.add(orZero(Variable.TOUCH_COST.column()));
    return timed(people)
        .join(bought(orders, offline), UNIT, "left_outer")
        .join(used(coupons), UNIT, "left_outer")
        .select(columns.toArray(Column[]::new));
  }

  /** What has a day of assignment, once for each window of its campaign, with the window's ends. */
  private Dataset<Row> timed(Dataset<Row> assigned) {
    return assigned
        .join(broadcast(windows), new String[] {"campaign"}, "inner")
        .withColumn("ends_on", date_add(col("assigned_on"), col("days")))
        .withColumn("settled_on", date_add(col("ends_on"), lit(settleDays)))
        .withColumn("refunds_until", least(col("settled_on"), today));
  }

  private static Column orZero(String name) {
    return coalesce(col(name), lit(0)).cast("bigint").as(name);
  }

  private Dataset<Row> bought(Dataset<Row> orders, List<String> offline) {
    Column returned =
        aggregate(
            arrays_zip(col("refund_days"), col("refund_amounts")),
            lit(0L),
            (sum, refund) ->
                sum.plus(
                    when(
                            refund.getField("refund_days").leq(unix_date(col("refunds_until"))),
                            refund.getField("refund_amounts"))
                        .otherwise(0L)));
    Column isCredited =
        col("ordered_on")
            .geq(col("first_touch_on"))
            .and(col("ordered_on").lt(date_add(col("first_touch_on"), col("credit_days"))));
    Column known = col("is_known");
    return timed(orders)
        .where(
            col("ordered_on")
                .leq(least(col("ends_on"), today))
                .and(col("void_on").gt(unix_date(col("refunds_until")))))
        .withColumn("net", col("paid").minus(returned))
        .groupBy("person", "campaign", "window")
        .agg(
            count_if(known).as("orders"),
            net(known).as("net"),
            net(known.and(col("is_discounted").equalTo(false))).as("full_price_net"),
            net(known.and(col("channel").isin(offline.toArray()))).as("offline_net"),
            net(isCredited).as("credited_net"),
            count_if(not(known)).as("later_known_orders"),
            collect_list(when(known, unix_date(col("ordered_on")))).as("bought_days"));
  }

  private static Column net(Column condition) {
    return sum(when(condition, col("net")).otherwise(0L));
  }

  private Dataset<Row> used(Dataset<Row> coupons) {
    return timed(coupons)
        .where(col("used_on").gt(col("assigned_on")).and(col("used_on").leq(col("ends_on"))))
        .groupBy("person", "campaign", "window")
        .agg(sum("amount").as("coupons"), lit(true).as("redeemed"));
  }

  /**
   * By campaign and person: {@code first_touch_on, touch_cost, unsubscribed}.
   *
   * @param touches of campaigns' people: {@code campaign, person, sent_on, cents, status}
   */
  static Dataset<Row> contacts(Dataset<Row> touches) {
    return touches
        .groupBy("person", "campaign")
        .agg(
            min(when(col("status").notEqual("failed"), col("sent_on"))).as("first_touch_on"),
            sum("cents").as("touch_cost"),
            max(when(col("status").equalTo("unsubscribed"), 1L).otherwise(0L)).as("unsubscribed"));
  }

  /**
   * The rows with {@code capped_net}: no more than the value at rank {@code ceil(.999 n)} of the n
   * people of the same window, of all arms together, who spent something.
   */
  static Dataset<Row> capped(Dataset<Row> outcomes) {
    Dataset<Row> caps =
        outcomes
            .where(col("net").gt(0).and(col("state").equalTo("settled")))
            .groupBy("campaign", "window")
            .agg(expr("percentile_disc(0.999) within group (order by net)").as("cap"));
    return outcomes
        .join(broadcast(caps), new String[] {"campaign", "window"}, "left_outer")
        .withColumn(
            "capped_net", least(col("net"), coalesce(col("cap").cast("bigint"), col("net"))))
        .drop("cap");
  }
}
