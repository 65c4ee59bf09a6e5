package io.tributary.bench;

import io.tributary.lake.Lake;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The core tables of a {@link BenchRetailer} as a skilled analyst would write them in SQL for
 * DuckDB, from orders and lines in Parquet: orders in sequence, customers, RFM cuts, lifecycle,
 * stage and preferences.
 */
final class CoreTables {
  /** By name, in the order in which they need each other. */
  private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

  static {
    STATEMENTS.put(
        "orders in sequence",
        """
        CREATE TABLE valid AS SELECT *,
          dense_rank() OVER (PARTITION BY one_id ORDER BY ordered_on) AS purchase_seq
        FROM (SELECT o.*, m.paid, date '1970-01-01' + cast(floor((epoch(ordered_at) + 8 * 3600) / 86400) as int) AS ordered_on
          FROM orders o JOIN (SELECT order_id, sum(line_amount) AS paid FROM lines GROUP BY order_id) m USING (order_id));
        COPY valid TO '%s/duck_orders.parquet'\
        """);
    STATEMENTS.put(
        "customers",
        """
        CREATE TABLE customers AS
        WITH gaps AS (
          SELECT one_id, median(gap) AS median_gap, count(gap) AS gaps,
            list_max(list(gap ORDER BY ordered_on DESC)[1:3]) AS longest_of_last_three FROM (
            SELECT one_id, ordered_on, ordered_on - lag(ordered_on) OVER (PARTITION BY one_id ORDER BY ordered_on) AS gap
            FROM (SELECT DISTINCT one_id, ordered_on FROM valid)) GROUP BY one_id),
        entry AS (
          SELECT one_id, first(category ORDER BY spent DESC, 'category-' || category) AS entry_category FROM (
            SELECT v.one_id, l.category, sum(l.line_amount) AS spent
            FROM valid v JOIN lines l USING (order_id) WHERE purchase_seq = 1 GROUP BY ALL) GROUP BY one_id),
        money AS (
          SELECT one_id, count(*) AS orders, max(purchase_seq) AS purchases, sum(paid) AS net, min(ordered_on) AS entry_on,
            max(ordered_on) AS last_on, arg_min(channel, ordered_at) AS entry_channel, arg_max(channel, ordered_at) AS last_channel,
            count(DISTINCT ordered_on) FILTER (date '2025-06-30' - ordered_on < 90) AS purchases_90d,
            count(DISTINCT ordered_on) FILTER (date '2025-06-30' - ordered_on < 365) AS purchases_365d,
            coalesce(sum(paid) FILTER (date '2025-06-30' - ordered_on < 90), 0) AS net_90d,
            coalesce(sum(paid) FILTER (date '2025-06-30' - ordered_on < 365), 0) AS net_365d
          FROM valid GROUP BY one_id)
        SELECT * FROM money LEFT JOIN gaps USING (one_id) LEFT JOIN entry USING (one_id);
        COPY customers TO '%s/duck_customers.parquet'\
        """);
    STATEMENTS.put(
        "rfm cuts",
        """
        CREATE TABLE cuts AS SELECT quantile_disc(date '2025-06-30' - last_on, [0.2, 0.4, 0.6, 0.8]) AS r,
          quantile_disc(purchases_365d, [0.2, 0.4, 0.6, 0.8]) AS f, quantile_disc(net_365d, [0.2, 0.4, 0.6, 0.8]) AS m
        FROM customers WHERE purchases_365d > 0; SELECT '%s'\
        """);
    STATEMENTS.put(
        "lifecycle group and stage",
        """
        CREATE TABLE groups AS
        WITH usual AS (SELECT entry_category, median(median_gap) AS usual FROM customers WHERE gaps > 0 GROUP BY 1),
        cycles AS (SELECT *, date '2025-06-30' - last_on AS silent,
            least(greatest(CASE WHEN gaps >= 3 THEN median_gap ELSE usual END, 30), 180) AS c
          FROM customers JOIN usual USING (entry_category))
        SELECT one_id, CASE WHEN purchases = 1 AND silent < 90 THEN 'new' WHEN silent < 180 THEN 'active'
            WHEN silent < 365 THEN 'lapsing' ELSE 'dormant' END AS lifecycle,
          CASE WHEN silent > 3 * c THEN 'lost' WHEN silent > 2 * c THEN 'at_risk'
            WHEN gaps >= 3 AND longest_of_last_three <= 2 * c THEN 'loyal' WHEN purchases = 1 THEN 'new'
            ELSE 'normal' END AS stage
        FROM cycles;
        COPY groups TO '%s/duck_groups.parquet'\
        """);
    STATEMENTS.put(
        "preferences",
        """
        CREATE TABLE preferences AS
        SELECT one_id, array_to_string(list(category ORDER BY spent DESC, category)[1:3], ' ') AS top FROM (
          SELECT v.one_id, 'category-' || l.category AS category, sum(l.line_amount) AS spent
          FROM valid v JOIN customers c USING (one_id) JOIN lines l USING (order_id)
          WHERE c.last_on - v.ordered_on < 365 GROUP BY ALL) GROUP BY one_id;
        COPY preferences TO '%s/duck_preferences.parquet'\
        """);
  }

  private final Path folder;
  private final DuckDb duckDb;

  CoreTables(Path folder, DuckDb duckDb) {
    this.folder = folder;
    this.duckDb = duckDb;
  }

  /** Makes them; seconds of each. */
  Map<String, Double> make() throws SQLException {
    duckDb.run(
        "CREATE VIEW orders AS SELECT * FROM '%1$s/orders/*.parquet'; CREATE VIEW lines AS SELECT l.*, cast(substr(sku, 5) as int) %% 12 AS category FROM '%1$s/lines/*.parquet' l"
            .formatted(folder));
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Map.Entry<String, String> statement : STATEMENTS.entrySet()) {
      seconds.put(statement.getKey(), duckDb.run(statement.getValue().formatted(folder)));
    }
    return seconds;
  }

  /** What {@link #isEqual} compares. */
  static final String CHECKED =
      "of every customer: orders, purchases, net, first and last day, purchases and net of 90 and 365 days, lifecycle group, stage, top categories; the cuts";

  /** Whether our tables have the same customers with the same numbers. */
  boolean isEqual(Lake lake) throws SQLException {
    String ours = folder.resolve("our_customers").toString();
    lake.read("customers")
        .where("purchases > 0")
        .selectExpr(
            "one_id",
            "orders",
            "purchases",
            "net",
            "entry_on",
            "last_purchase_on",
            "purchases_90d",
            "purchases_365d",
            "net_90d",
            "net_365d",
            "lifecycle_group",
            "stage",
            "array_join(top_category_l1, ' ') AS top")
        .write()
        .mode("overwrite")
        .parquet(ours);
    String cuts = folder.resolve("our_cuts").toString();
    lake.read("rfm_cuts")
        .selectExpr("metric", "score", "cut")
        .write()
        .mode("overwrite")
        .parquet(cuts);
    return duckDb.differences(
                "SELECT * FROM '" + ours + "/*.parquet'",
                """
                SELECT one_id, orders, purchases, net::decimal(18,2), entry_on, last_on, purchases_90d, purchases_365d,
                  net_90d::decimal(18,2), net_365d::decimal(18,2), lifecycle, stage, top
                FROM customers JOIN groups USING (one_id) JOIN preferences USING (one_id)\
                """)
            == 0
        && duckDb.differences(
                "SELECT metric, score, cut FROM '" + cuts + "/*.parquet'",
                """
                SELECT metric, score, cut::double FROM (
                  SELECT 'recency' AS metric, unnest([1, 2, 3, 4]) AS score, unnest(r) AS cut FROM cuts UNION ALL
                  SELECT 'frequency', unnest([1, 2, 3, 4]), unnest(f) FROM cuts UNION ALL
                  SELECT 'monetary', unnest([1, 2, 3, 4]), unnest(m) FROM cuts)\
                """)
            == 0;
  }
}
