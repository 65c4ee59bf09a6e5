package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The ledger and the customer table at size, beside DuckDB answering the same questions by plain
 * SQL from the same orders and lines of a {@link BenchRetailer}. Arguments: number of customers, an
 * empty folder.
 */
public final class CustomersBench {
  private final Path folder;
  private final SparkSession spark;
  private final BenchRetailer retailer;

  private CustomersBench(long customers, Path folder, SparkSession spark) {
    this.folder = folder;
    this.spark = spark;
    this.retailer = new BenchRetailer(customers, folder, spark);
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    SparkSession spark = BenchRetailer.session();
    CustomersBench bench =
        new CustomersBench(Long.parseLong(arguments[0]), Path.of(arguments[1]), spark);
    bench.retailer.make();
    bench.duckDb();
    bench.night("full build", BenchRetailer.DATE);
    bench.night("the same date again", BenchRetailer.DATE);
    bench.retailer.addOrders();
    bench.night("1% new orders", BenchRetailer.DATE.plusDays(1));
    System.out.printf(
        Locale.ROOT,
        "%-40s %6d MB%n",
        "ledger on disk",
        bytes(bench.folder.resolve("lake/customer_ledger")) >> 20);
    System.out.println(Machine.peaks());
  }

  private void night(String what, LocalDate date) {
    retailer.night(what, date, new BuildLedger(), new BuildCustomers());
  }

  private void duckDb() throws SQLException {
    String views =
        "CREATE VIEW orders AS SELECT * FROM '%1$s/orders/*.parquet'; CREATE VIEW lines AS SELECT l.*, cast(substr(sku, 5) as int) %% 12 AS category FROM '%1$s/lines/*.parquet' l"
            .formatted(folder);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2; SET temp_directory = '" + folder + "/duckdb'");
      statement.execute(views);
      long start = System.nanoTime();
      for (String table : List.of(ORDERS, CUSTOMERS, CUTS, GROUPS)) {
        long begin = System.nanoTime();
        statement.execute(table.formatted(folder));
        BenchRetailer.report(
            "duckdb: " + table.lines().findFirst().orElseThrow(), BenchRetailer.seconds(begin));
      }
      BenchRetailer.report("duckdb: all", BenchRetailer.seconds(start));
    }
  }

  private static final String ORDERS =
      """
      -- orders in sequence
      CREATE TABLE valid AS SELECT o.*, m.paid, cast(ordered_at as date) AS ordered_on,
        dense_rank() OVER (PARTITION BY one_id ORDER BY cast(ordered_at as date)) AS purchase_seq
      FROM orders o JOIN (SELECT order_id, sum(line_amount) AS paid FROM lines GROUP BY order_id) m USING (order_id);
      COPY valid TO '%s/duck_orders.parquet'\
      """;

  private static final String CUSTOMERS =
      """
      -- customers: money, windows, entry category, cycle
      CREATE TABLE customers AS
      WITH gaps AS (
        SELECT one_id, median(gap) AS median_gap, count(gap) AS gaps FROM (
          SELECT one_id, ordered_on - lag(ordered_on) OVER (PARTITION BY one_id ORDER BY ordered_on) AS gap
          FROM (SELECT DISTINCT one_id, ordered_on FROM valid)) GROUP BY one_id),
      entry AS (
        SELECT one_id, arg_max(category, spent) AS entry_category FROM (
          SELECT v.one_id, l.category, sum(l.line_amount) AS spent
          FROM valid v JOIN lines l USING (order_id) WHERE purchase_seq = 1 GROUP BY ALL) GROUP BY one_id),
      money AS (
        SELECT one_id, count(*) AS orders, max(purchase_seq) AS purchases, sum(paid) AS net, min(ordered_on) AS entry_on,
          max(ordered_on) AS last_on, arg_min(channel, ordered_at) AS entry_channel, arg_max(channel, ordered_at) AS last_channel,
          count(DISTINCT ordered_on) FILTER (date '2025-06-30' - ordered_on < 90) AS purchases_90d,
          count(DISTINCT ordered_on) FILTER (date '2025-06-30' - ordered_on < 365) AS purchases_365d,
          sum(paid) FILTER (date '2025-06-30' - ordered_on < 90) AS net_90d,
          sum(paid) FILTER (date '2025-06-30' - ordered_on < 365) AS net_365d
        FROM valid GROUP BY one_id)
      SELECT * FROM money LEFT JOIN gaps USING (one_id) LEFT JOIN entry USING (one_id);
      COPY customers TO '%s/duck_customers.parquet'\
      """;

  private static final String CUTS =
      """
      -- rfm cuts
      CREATE TABLE cuts AS SELECT quantile_disc(date '2025-06-30' - last_on, [0.2, 0.4, 0.6, 0.8]) AS r,
        quantile_disc(purchases_365d, [0.2, 0.4, 0.6, 0.8]) AS f, quantile_disc(net_365d, [0.2, 0.4, 0.6, 0.8]) AS m
      FROM customers WHERE purchases_365d > 0; SELECT '%s'\
      """;

  private static final String GROUPS =
      """
      -- lifecycle group and stage
      CREATE TABLE groups AS
      WITH usual AS (SELECT entry_category, median(median_gap) AS usual FROM customers WHERE gaps > 0 GROUP BY 1),
      cycles AS (SELECT *, date '2025-06-30' - last_on AS silent,
          least(greatest(CASE WHEN gaps >= 3 THEN median_gap ELSE usual END, 30), 180) AS c
        FROM customers JOIN usual USING (entry_category))
      SELECT one_id, CASE WHEN purchases = 1 AND silent < 90 THEN 'new' WHEN silent < 180 THEN 'active'
          WHEN silent < 365 THEN 'lapsing' ELSE 'dormant' END AS lifecycle,
        CASE WHEN silent > 3 * c THEN 'lost' WHEN silent > 2 * c THEN 'at_risk' WHEN purchases = 1 THEN 'new'
          ELSE 'normal' END AS stage
      FROM cycles;
      COPY groups TO '%s/duck_groups.parquet'\
      """;

  private static long bytes(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(f -> f.toString().endsWith(".parquet"))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }
}
