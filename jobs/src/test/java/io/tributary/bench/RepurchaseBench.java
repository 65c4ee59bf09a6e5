package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.repurchase.BuildRepurchase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.spark.sql.SparkSession;

/**
 * All curves, timing, factors and cohorts at size, beside DuckDB making the one curve by entry
 * category from orders and lines by plain SQL. The retailer is that of {@link BenchRetailer}.
 * Arguments: number of customers, an empty folder.
 */
public final class RepurchaseBench {
  private RepurchaseBench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    SparkSession spark = BenchRetailer.session();
    Path folder = Path.of(arguments[1]);
    BenchRetailer retailer = new BenchRetailer(Long.parseLong(arguments[0]), folder, spark);
    retailer.make();
    duckDb(folder);
    retailer.night("before", BenchRetailer.DATE, new BuildLedger(), new BuildCustomers());
    retailer.night("curves", BenchRetailer.DATE, new BuildRepurchase());
    retailer.night("the same date again", BenchRetailer.DATE, new BuildRepurchase());
    System.out.println(Machine.peaks());
  }

  private static void duckDb(Path folder) throws SQLException {
    try (DuckDb duckDb = new DuckDb(folder)) {
      BenchRetailer.report("duckdb: curve by entry category", duckDb.run(CURVE.formatted(folder)));
    }
  }

  /** The last day that is looked at is 15 days before the date. */
  private static final String CURVE =
      """
      CREATE TABLE curve AS
      WITH days AS (
        SELECT one_id, cast(ordered_at as date) AS day, list(order_id) AS orders
        FROM '%1$s/orders/*.parquet' WHERE cast(ordered_at as date) <= date '2025-06-15' GROUP BY ALL),
      ranked AS (
        SELECT *, row_number() OVER w AS place, lead(day) OVER w AS next FROM days
        WINDOW w AS (PARTITION BY one_id ORDER BY day)),
      entry AS (
        SELECT one_id, day, next, unnest(orders) AS order_id FROM ranked WHERE place = 1),
      spent AS (
        SELECT e.one_id, e.day, e.next, cast(substr(l.sku, 5) as int) %% 12 AS category, sum(l.line_amount) AS spent
        FROM entry e JOIN '%1$s/lines/*.parquet' l USING (order_id) GROUP BY ALL),
      entries AS (
        SELECT one_id, day, next, arg_max(category, spent) AS category FROM spent GROUP BY ALL),
      times AS (
        SELECT category, coalesce(next, date '2025-06-15') - day AS t, count(*) AS n, count(next) AS events
        FROM entries GROUP BY ALL),
      risk AS (
        SELECT *, sum(n) OVER (PARTITION BY category ORDER BY t DESC) AS at_risk FROM times)
      SELECT category, t, at_risk, events,
        1 - exp(sum(ln(1 - least(events / at_risk, 1 - 1e-15))) OVER w) AS km_rate,
        sum(events / (at_risk * greatest(at_risk - events, 1))) OVER w AS greenwood
      FROM risk WHERE t <= 365 WINDOW w AS (PARTITION BY category ORDER BY t)\
      """;
}
