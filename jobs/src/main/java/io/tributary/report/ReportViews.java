package io.tributary.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the page is drawn from: small cuts of tables, each in a complete order. Of customers, only
 * how many there are of a kind.
 */
final class ReportViews {
  /** Products and reasons of rejects that are shown, the most important ones. */
  private static final int MOST = 20;

  /** A night longer ago is not compared with. */
  private static final int MOST_DAYS_BETWEEN = 45;

  private static final String[] CURVES = {
    "all", "entry_category_l1", "entry_channel", "entry_aov_band", "member_at_entry"
  };

  /**
   * A cut of a table.
   *
   * @param name as the page calls it
   */
  record View(String name, String table, UnaryOperator<Dataset<Row>> rows) {}

  private final Date date;
  private final int horizonDays;

  ReportViews(LocalDate date, int horizonDays) {
    this.date = Date.valueOf(date);
    this.horizonDays = horizonDays;
  }

  /** All views of one table each. */
  List<View> all() {
    return Stream.concat(own().stream(), CampaignViews.all().stream()).toList();
  }

  private List<View> own() {
    return List.of(
        new View("sources", "loaded_files", this::sources),
        new View("rejects", "rejects", ReportViews::rejects),
        new View("identity", "identity_summary", t -> t.orderBy("as_of")),
        new View("people", "customers", ReportViews::people),
        new View("reach", "reach_summary", ReportViews::reach),
        new View("transitions", "group_transitions", t -> t.orderBy("kind", "from", "to")),
        new View("curves", "repurchase_curve", this::curves),
        new View("timing", "repurchase_timing", ReportViews::timing),
        new View("factors", "repurchase_factors", t -> t.orderBy("factor", "level")),
        new View("cohorts", "cohort_retention", t -> t.orderBy("cohort_month", "month_offset")),
        new View("clusters", "preference_cards", t -> t.orderBy("cluster")),
        new View(
            "cluster_groups", "preference_by_group", t -> t.orderBy("lifecycle_group", "cluster")),
        new View("attach", "category_attach", t -> t.orderBy("category")),
        new View("pairs", "category_pairs", ReportViews::pairs),
        new View("channels", "channel_monthly", t -> t.orderBy("month", "channel")),
        new View("flows", "channel_flow", t -> t.orderBy("kind", "from", "to")),
        new View("net", "net_reconciliation", t -> t.orderBy("position").select("step", "amount")),
        new View("products", "product_performance", ReportViews::products),
        new View("refunds", "refund_monthly", ReportViews::refunds),
        new View("audiences", "audience_ledger", this::audiences),
        new View("runs", "runs", this::runs));
  }

  /** How each source stands: files that were taken back do not count. */
  private Dataset<Row> sources(Dataset<Row> files) {
    Column isTonight = col("night").equalTo(lit(date));
    return files
        .where(not(col("retracted")).and(col("night").leq(lit(date))))
        .groupBy("source")
        .agg(
            max("dump_date").as("newest"),
            count(lit(1)).as("files"),
            sum("rows").as("rows"),
            sum("rejected").as("rejected"),
            sum(when(isTonight, col("rows")).otherwise(0L)).as("rows_tonight"),
            sum(when(isTonight, col("rejected")).otherwise(0L)).as("rejected_tonight"))
        .orderBy("source");
  }

  private static Dataset<Row> rejects(Dataset<Row> rejects) {
    return rejects
        .groupBy("source", "entity", "column", "reason")
        .agg(count(lit(1)).as("records"), max("dump_date").as("newest"))
        .orderBy(desc("records"), col("source"), col("entity"), col("column"), col("reason"));
  }

  /** How many customers there are of each kind, and what those of an RFM segment are worth. */
  private static Dataset<Row> people(Dataset<Row> customers) {
    Column[] kinds = {
      col("lifecycle_group"),
      col("stage"),
      col("is_member"),
      col("rfm_segment"),
      col("rfm_r"),
      col("rfm_f")
    };
    return customers
        .groupBy(kinds)
        .agg(
            count(lit(1)).as("customers"), sum(coalesce(col("rfm_monetary"), lit(0))).as("rfm_net"))
        .orderBy(kinds);
  }

  private static Dataset<Row> reach(Dataset<Row> reach) {
    return reach
        .where(col("kind").isin("all", "lifecycle_group"))
        .orderBy("kind", "segment", "channel");
  }

  /** Every day of the first two weeks, then one a week: more cannot be seen. */
  private Dataset<Row> curves(Dataset<Row> curve) {
    Column isShown =
        col("day").leq(14).or(col("day").mod(7).equalTo(0)).or(col("day").equalTo(horizonDays));
    return curve
        .where(col("dimension").isin((Object[]) CURVES).and(isShown))
        .select(
            "step",
            "dimension",
            "level",
            "day",
            "at_risk",
            "km_rate",
            "km_low",
            "km_high",
            "mature_rate",
            "mature_customers")
        .orderBy("step", "dimension", "level", "day");
  }

  private static Dataset<Row> timing(Dataset<Row> timing) {
    return timing
        .where(col("dimension").isin((Object[]) CURVES))
        .orderBy("step", "dimension", "level");
  }

  private static Dataset<Row> pairs(Dataset<Row> pairs) {
    return pairs
        .where(col("scope").equalTo("customer"))
        .drop("scope", "with_a", "with_b", "p", "as_of")
        .drop("confidence_ab_low", "confidence_ab_high", "confidence_ba_low", "confidence_ba_high")
        .orderBy("category_a", "category_b");
  }

  /** The categories of the window, and its best-selling products. */
  private static Dataset<Row> products(Dataset<Row> products) {
    Column isShown =
        col("level").isin("l1", "l2").or(col("level").equalTo("sku").and(col("rank").leq(MOST)));
    return products
        .where(col("period").equalTo("window").and(isShown))
        .drop("period", "as_of")
        .orderBy("level", "rank");
  }

  private static Dataset<Row> refunds(Dataset<Row> refunds) {
    return refunds
        .where(col("channel").equalTo("all").or(col("category_l1").equalTo("all")))
        .drop("as_of")
        .orderBy("month", "channel", "category_l1");
  }

  private Dataset<Row> audiences(Dataset<Row> ledger) {
    return ledger
        .where(col("as_of").equalTo(lit(date)))
        .groupBy("audience", "status", "reason", "arm")
        .agg(count(lit(1)).as("people"))
        .orderBy("audience", "status", "reason", "arm");
  }

  /** The names of the products that are shown. */
  static Dataset<Row> named(Dataset<Row> products, Dataset<Row> catalogue) {
    return products
        .join(
            catalogue.select(col("sku").as("product"), col("name")),
            new String[] {"product"},
            "left_outer")
        .orderBy("level", "rank");
  }

  /**
   * The last run of each job, by business date, in the order in which the jobs ran. Where a job
   * found nothing to do, its run before that says how long the work took.
   */
  private Dataset<Row> runs(Dataset<Row> runs) {
    Column isRecent =
        col("as_of").between(Date.valueOf(date.toLocalDate().minusDays(MOST_DAYS_BETWEEN)), date);
    Column newest = struct(col("status").equalTo("done"), col("started_at"), col("run_id"));
    return runs.where(isRecent)
        .groupBy("as_of", "job")
        .agg(
            max_by(struct("started_at", "seconds", "rows_in", "rows_out", "status"), newest)
                .as("run"))
        .orderBy(col("as_of").desc(), col("run.started_at"), col("job"))
        .select("as_of", "job", "run.seconds", "run.rows_in", "run.rows_out", "run.status");
  }
}
