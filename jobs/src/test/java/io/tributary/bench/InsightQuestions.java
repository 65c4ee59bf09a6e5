package io.tributary.bench;

import io.tributary.lake.Lake;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Questions to a {@link BenchRetailer} that insight and repurchase tables answer (category pairs,
 * channel by month, customer mix, first gaps by entry category), and that DuckDB answers by plain
 * SQL from orders and lines in Parquet.
 */
final class InsightQuestions {
  /** Of each question: ours, as SQL over the published tables, and DuckDB's. */
  private static final Map<String, String[]> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put(
        "category pairs",
        new String[] {
          """
          SELECT category_a, category_b, both, with_a, with_b, round(expected, 3) AS expected
          FROM category_pairs WHERE scope = 'customer' ORDER BY category_a, category_b\
          """,
          """
          WITH own AS (SELECT DISTINCT one_id, category FROM bought
              WHERE date '2025-06-30' - ordered_on < 365),
          strata AS (SELECT one_id, count(DISTINCT ordered_on) AS k FROM bought
              WHERE date '2025-06-30' - ordered_on < 365 GROUP BY one_id),
          n AS (SELECT k, count(*) AS n FROM strata GROUP BY k),
          one AS (SELECT category, k, count(*) AS m FROM own JOIN strata USING (one_id) GROUP BY ALL),
          expected AS (SELECT a.category AS a, b.category AS b, sum(a.m::double * b.m / n.n) AS e
              FROM one a JOIN one b USING (k) JOIN n USING (k) GROUP BY ALL),
          buyers AS (SELECT category, sum(m) AS m FROM one GROUP BY category)
          SELECT x.category, y.category, count(*), first(p.m)::bigint, first(q.m)::bigint,
            round(first(e), 3)
          FROM own x JOIN own y ON x.one_id = y.one_id AND x.category < y.category
          JOIN expected ON a = x.category AND b = y.category
          JOIN buyers p ON p.category = x.category JOIN buyers q ON q.category = y.category
          GROUP BY x.category, y.category ORDER BY 1, 2\
          """
        });
    QUESTIONS.put(
        "channel by month",
        new String[] {
          """
          SELECT month, channel, buyers, returning_buyers, orders, net FROM channel_monthly
          ORDER BY month, channel\
          """,
          """
          SELECT month, channel, count(DISTINCT one_id), count(DISTINCT CASE WHEN ordered_on > entry_on THEN one_id END),
            count(*), sum(paid) FROM by_channel GROUP BY ALL ORDER BY 1, 2\
          """
        });
    QUESTIONS.put(
        "customer mix",
        new String[] {
          """
          SELECT month, channel, new_customers, new_orders, new_net, returning_customers,
            returning_orders, returning_net
          FROM customer_mix_monthly WHERE membership = 'all' ORDER BY month, channel\
          """,
          """
          SELECT month, channel,
            count(DISTINCT CASE WHEN ordered_on = entry_on THEN one_id END),
            count(*) FILTER (ordered_on = entry_on),
            coalesce(sum(paid) FILTER (ordered_on = entry_on), 0.00),
            count(DISTINCT CASE WHEN ordered_on > entry_on THEN one_id END),
            count(*) FILTER (ordered_on > entry_on),
            coalesce(sum(paid) FILTER (ordered_on > entry_on), 0.00)
          FROM by_channel GROUP BY ALL ORDER BY 1, 2\
          """
        });
    // Purchases of the last 15 days are not looked at: they may come back.
    QUESTIONS.put(
        "first gaps by entry category, and their curve",
        new String[] {
          """
          SELECT level, day, at_risk, events, cast(round(km_rate, 6) as decimal(9,6)) AS km_rate
          FROM repurchase_curve WHERE step = 1 AND dimension = 'entry_category_l2' AND events > 0
          ORDER BY level, day\
          """,
          """
          WITH people AS (SELECT one_id, entry_on, min(ordered_on) FILTER (ordered_on > entry_on) AS next
              FROM valid WHERE ordered_on <= date '2025-06-15' GROUP BY ALL),
          spent AS (SELECT v.one_id, l.category, sum(l.line_amount) AS spent FROM valid v JOIN lines l USING (order_id)
              WHERE v.ordered_on = v.entry_on AND v.entry_on <= date '2025-06-15' GROUP BY ALL),
          entries AS (SELECT one_id, first(category ORDER BY spent DESC, category) AS category FROM spent GROUP BY one_id),
          times AS (SELECT category, coalesce(next, date '2025-06-15') - entry_on AS t, count(*) AS n, count(next) AS events
              FROM people JOIN entries USING (one_id) GROUP BY ALL),
          risk AS (SELECT *, sum(n) OVER (PARTITION BY category ORDER BY t DESC) AS at_risk FROM times),
          curve AS (SELECT *, 1 - exp(sum(ln(1 - least(events / at_risk, 1 - 1e-15)))
              OVER (PARTITION BY category ORDER BY t)) AS km_rate FROM risk WHERE t BETWEEN 1 AND 365)
          SELECT category, t, at_risk, events, cast(round(km_rate, 6) as decimal(9,6)) FROM curve
          WHERE events > 0 ORDER BY 1, 2\
          """
        });
  }

  private static final String TABLES =
      """
      CREATE VIEW orders AS SELECT * FROM '%1$s/orders/*.parquet';
      CREATE VIEW lines AS SELECT *, 'category-' || cast(substr(sku, 5) as int) %% 60 AS category
        FROM '%1$s/lines/*.parquet';
      CREATE TABLE valid AS
        SELECT order_id, one_id, channel, paid, ordered_on,
          min(ordered_on) OVER (PARTITION BY one_id) AS entry_on
        FROM (SELECT *, date '1970-01-01' + cast(floor((epoch(ordered_at) + 8 * 3600) / 86400) as int)
            AS ordered_on FROM orders)
        JOIN (SELECT order_id, sum(line_amount) AS paid FROM lines GROUP BY order_id) USING (order_id);
      CREATE VIEW by_channel AS SELECT one_id, ordered_on, entry_on, paid,
        cast(date_trunc('month', ordered_on) as date) AS month, unnest([channel, 'all']) AS channel
        FROM valid;
      CREATE VIEW bought AS SELECT v.one_id, v.ordered_on, l.category
        FROM valid v JOIN lines l USING (order_id)\
      """;

  private final Path folder;
  private final DuckDb duckDb;
  private final Map<String, List<String>> answers = new LinkedHashMap<>();

  InsightQuestions(Path folder, DuckDb duckDb) {
    this.folder = folder;
    this.duckDb = duckDb;
  }

  /**
   * Has DuckDB answer them; seconds of each, and before them of joining orders with their lines.
   */
  Map<String, Double> answer() throws SQLException {
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put("orders with their customers' first days", duckDb.run(TABLES.formatted(folder)));
    for (Map.Entry<String, String[]> question : QUESTIONS.entrySet()) {
      long start = System.nanoTime();
      answers.put(question.getKey(), duckDb.rows(question.getValue()[1]));
      seconds.put(question.getKey(), BenchRetailer.seconds(start));
    }
    return seconds;
  }

  /** Of each question whether our tables have the same rows as DuckDB's answer. */
  Map<String, Boolean> areEqual(SparkSession spark) {
    Lake lake = new Lake(spark, folder.resolve("lake").toString());
    lake.tables().forEach(table -> lake.read(table).createOrReplaceTempView(table));
    Map<String, Boolean> equal = new LinkedHashMap<>();
    QUESTIONS.forEach(
        (question, sql) ->
            equal.put(
                question,
                answers
                    .get(question)
                    .equals(
                        spark.sql(sql[0]).collectAsList().stream()
                            .map(row -> row.mkString(" | "))
                            .toList())));
    return equal;
  }
}
