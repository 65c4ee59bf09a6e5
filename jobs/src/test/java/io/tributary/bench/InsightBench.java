package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.insight.BuildInsight;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The insight tables of a {@link BenchRetailer}, beside DuckDB answering three of the same
 * questions by plain SQL (category pairs, channel by month, customer mix); the answers must be
 * equal. Arguments: number of customers, an empty folder.
 */
public final class InsightBench {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");

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
          SELECT date_trunc('month', ordered_on)::date AS month, unnest([channel, 'all']) AS channel,
            count(DISTINCT one_id), count(DISTINCT CASE WHEN ordered_on > entry_on THEN one_id END),
            count(*), sum(paid) FROM valid GROUP BY ALL ORDER BY 1, 2\
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
          SELECT date_trunc('month', ordered_on)::date AS month, unnest([channel, 'all']) AS channel,
            count(DISTINCT CASE WHEN ordered_on = entry_on THEN one_id END),
            count(*) FILTER (ordered_on = entry_on),
            coalesce(sum(paid) FILTER (ordered_on = entry_on), 0.00),
            count(DISTINCT CASE WHEN ordered_on > entry_on THEN one_id END),
            count(*) FILTER (ordered_on > entry_on),
            coalesce(sum(paid) FILTER (ordered_on > entry_on), 0.00)
          FROM valid GROUP BY ALL ORDER BY 1, 2\
          """
        });
  }

  private final Path folder;
  private final SparkSession spark;

  private InsightBench(Path folder, SparkSession spark) {
    this.folder = folder;
    this.spark = spark;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    SparkSession spark = Sessions.start("local[2]");
    spark.sparkContext().setLogLevel("ERROR");
    spark.conf().set("spark.sql.session.timeZone", "Asia/Shanghai");
    System.out.println(Machine.describe());
    Path folder = Path.of(arguments[1]);
    new BenchRetailer(Long.parseLong(arguments[0]), folder, spark).make();
    InsightBench bench = new InsightBench(folder, spark);
    bench.night(DATE);
    bench.compare();
    System.out.println(Machine.peaks());
  }

  private void night(LocalDate date) {
    Night.run(
            WorkspaceReader.read(folder),
            spark,
            VaultKey.parse("5e".repeat(32), "the bench"),
            date,
            false,
            List.of(new BuildLedger(), new BuildCustomers(), new BuildInsight()),
            new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), true))
        .forEach(o -> report(o.job().name(), o.seconds()));
  }

  private void compare() throws SQLException {
    Lake lake = new Lake(spark, folder.resolve("lake").toString());
    lake.tables().forEach(table -> lake.read(table).createOrReplaceTempView(table));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2; SET temp_directory = '" + folder + "/duckdb'");
      long start = System.nanoTime();
      statement.execute(TABLES.formatted(folder));
      report("duckdb: orders with their customers' first days, lines", seconds(start));
      for (Map.Entry<String, String[]> question : QUESTIONS.entrySet()) {
        long begin = System.nanoTime();
        List<String> theirs = rows(statement.executeQuery(question.getValue()[1]));
        report("duckdb: " + question.getKey(), seconds(begin));
        List<String> ours =
            spark.sql(question.getValue()[0]).collectAsList().stream()
                .map(row -> row.mkString(" | "))
                .toList();
        System.out.println(
            question.getKey()
                + ": "
                + (ours.equals(theirs) ? "equal" : "NOT EQUAL")
                + ", "
                + ours.size()
                + " rows");
      }
      report("duckdb: all", seconds(start));
    }
  }

  private static final String TABLES =
      """
      CREATE VIEW orders AS SELECT * FROM '%1$s/orders/*.parquet';
      CREATE VIEW lines AS SELECT *, 'category-' || cast(substr(sku, 5) as int) %% 60 AS category
        FROM '%1$s/lines/*.parquet';
      SET TimeZone = 'Asia/Shanghai';
      CREATE TABLE valid AS
        SELECT o.order_id, o.one_id, o.channel, cast(ordered_at as date) AS ordered_on, m.paid,
          min(cast(ordered_at as date)) OVER (PARTITION BY one_id) AS entry_on
        FROM orders o JOIN (SELECT order_id, sum(line_amount) AS paid FROM lines GROUP BY order_id) m
          USING (order_id);
      CREATE VIEW bought AS SELECT v.one_id, v.ordered_on, l.category
        FROM valid v JOIN lines l USING (order_id)\
      """;

  private static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<String> values = new ArrayList<>();
      for (int column = 1; column <= columns; column++) {
        values.add(result.getString(column));
      }
      rows.add(String.join(" | ", values));
    }
    return rows;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void report(String what, double seconds) {
    System.out.printf(Locale.ROOT, "%-60s %7.1f s%n", what, seconds);
  }
}
