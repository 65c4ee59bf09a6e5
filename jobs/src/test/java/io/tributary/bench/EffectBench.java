package io.tributary.bench;

import io.tributary.audience.Arms;
import io.tributary.customer.BuildCustomers;
import io.tributary.effect.BuildEffect;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Four finished campaigns of a {@link BenchRetailer}, each of a quarter of the customers in two
 * arms, with two messages per customer; a night that sees all of them for the first time, and the
 * next one. Beside it DuckDB counts the funnel and the arms' means by plain SQL, without identities
 * as they were, returns, groups or margins; the answers must be equal. Arguments: number of
 * customers, an empty folder.
 */
public final class EffectBench {
  private static final int CAMPAIGNS = 4;
  private static final String ASSIGNED_ON = "2025-04-10";

  /** Of each question: ours, as SQL over the published tables, and DuckDB's. */
  private static final Map<String, String[]> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put(
        "funnel",
        new String[] {
          """
          SELECT campaign, arm, max(if(event = 'assigned', people, 0)), max(if(event = 'sent', people, 0)),
            max(if(event = 'delivered', people, 0)), max(if(event = 'clicked', people, 0)),
            max(if(event = 'unsubscribed', people, 0)), max(if(event = 'bought', people, 0))
          FROM campaign_funnel WHERE step = 'all' GROUP BY campaign, arm ORDER BY campaign, arm\
          """,
          """
          SELECT campaign, arm, count(*), count(status), count(*) FILTER (is_delivered), count(*) FILTER (is_clicked),
            count(*) FILTER (is_gone), count(orders)
          FROM assigned LEFT JOIN (
            SELECT campaign, one_id, any_value(status) AS status, bool_or(status <> 'failed') AS is_delivered,
              bool_or(status = 'clicked') AS is_clicked, bool_or(status = 'unsubscribed') AS is_gone
            FROM touches GROUP BY ALL) USING (campaign, one_id)
          LEFT JOIN bought USING (one_id) GROUP BY ALL ORDER BY ALL\
          """
        });
    QUESTIONS.put(
        "means of the arms",
        new String[] {
          """
          SELECT campaign, metric, round(mean, 4), round(mean_against, 4)
          FROM campaign_effect WHERE `window` = 'conversion' AND variant = 'plain' AND dimension = 'all'
            AND metric IN ('conversion', 'net', 'orders') ORDER BY campaign, metric\
          """,
          """
          SELECT campaign, metric, round(avg(value) FILTER (arm = 'treatment'), 4), round(avg(value) FILTER (arm = 'control'), 4)
          FROM (SELECT campaign, arm, unnest(['conversion', 'net', 'orders']) AS metric,
              unnest([if(orders > 0, 1.0, 0.0), coalesce(net, 0)::double, coalesce(orders, 0)::double]) AS value
            FROM assigned LEFT JOIN bought USING (one_id)) GROUP BY ALL ORDER BY ALL\
          """
        });
  }

  private static final String TABLES =
      """
      CREATE VIEW touches AS SELECT * FROM '%1$s/touches/*.parquet';
      CREATE VIEW assigned AS SELECT experiment AS campaign, one_id, arm FROM '%1$s/drawn/*.parquet';
      CREATE TABLE bought AS SELECT one_id, count(*) AS orders, sum(paid) AS net
        FROM '%1$s/orders/*.parquet'
        JOIN (SELECT order_id, sum(line_amount) AS paid FROM '%1$s/lines/*.parquet' GROUP BY order_id)
          USING (order_id)
        WHERE date '1970-01-01' + cast(floor((epoch(ordered_at) + 8 * 3600) / 86400) as int)
          BETWEEN date '%2$s' + 1 AND date '%2$s' + 30
        GROUP BY one_id\
      """;

  private final long customers;
  private final Path folder;
  private final SparkSession spark;
  private final BenchRetailer retailer;

  private EffectBench(long customers, Path folder, SparkSession spark) {
    this.customers = customers;
    this.folder = folder;
    this.spark = spark;
    retailer = new BenchRetailer(customers, folder, spark);
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    EffectBench bench =
        new EffectBench(
            Long.parseLong(arguments[0]), Path.of(arguments[1]), BenchRetailer.session());
    bench.make();
    bench.retailer.night("before", BenchRetailer.DATE, new BuildLedger(), new BuildCustomers());
    bench.retailer.night("first night", BenchRetailer.DATE, new BuildEffect());
    bench.compare();
    bench.retailer.night("next night", BenchRetailer.DATE.plusDays(1), new BuildEffect());
    System.out.println(Machine.peaks());
  }

  private void make() throws IOException {
    retailer.make();
    write(
        "tributary.yaml",
        "brand: Bench\nidentity: {namespaces: {phone: {priority: 1, normalise: phone}}}\n");
    for (int i = 0; i < CAMPAIGNS; i++) {
      String name = "c" + i;
      String arms = "arms: {control: 0.5, treatment: 0.5}\n";
      write(
          "audiences/" + name + ".yaml",
          "audience: %s\nwhere: orders > 0\n%s".formatted(name, arms));
      write(
          "campaigns/" + name + ".yaml",
          """
          campaign: %s
          assignment: {experiment: %s}
          assigned: {from: %s, until: %s}
          margin: 0.4
          cost: {sms: 0.05}
          """
              .formatted(name, name, ASSIGNED_ON, ASSIGNED_ON));
    }
    draw();
    touch();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void draw() {
    spark
        .range(customers)
        .selectExpr(
            "concat('c', id % " + CAMPAIGNS + ") as experiment",
            "concat('c', id) as one_id",
            "if(pmod(xxhash64(id, 9), 2) = 0, 'control', 'treatment') as arm",
            "date'" + ASSIGNED_ON + "' as drawn_on")
        .write()
        .parquet(folder.resolve("drawn").toString());
    retailer.add(Arms.DRAWN, spark.read().parquet(folder.resolve("drawn").toString()));
  }

  /** Two messages per customer, on the first and the eighth day; those to control are others'. */
  private void touch() {
    spark
        .range(2 * customers)
        .selectExpr(
            "id", "id % " + customers + " as person", "cast(id / " + customers + " as int) as i")
        .selectExpr(
            "concat('touch-', id) as touch_id",
            "concat('c', person) as one_id",
            "if(pmod(xxhash64(person, 9), 2) = 0, 'newsletter', concat('c', person % "
                + CAMPAIGNS
                + ")) as campaign",
            "'sms' as channel",
            "element_at(array('delivered', 'delivered', 'clicked', 'failed', 'unsubscribed'),"
                + " cast(1 + pmod(xxhash64(id, 5), 5) as int)) as status",
            // Noon of the day after the assignment.
            "timestamp_seconds(1744344000 + i * 7 * 86400) as sent_at")
        .write()
        .parquet(folder.resolve("touches").toString());
    Dataset<Row> touches = spark.read().parquet(folder.resolve("touches").toString());
    retailer.add(CleanTable.spec("touch"), touches);
    retailer.add(
        IdentityTables.CUSTOMER_RECORDS,
        touches.selectExpr("'touch' as entity", "touch_id as record_key", "one_id"));
  }

  private void compare() throws SQLException {
    Lake lake = new Lake(spark, folder.resolve("lake").toString());
    lake.tables().forEach(table -> lake.read(table).createOrReplaceTempView(table));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2; SET temp_directory = '" + folder + "/duckdb'");
      long start = System.nanoTime();
      statement.execute(TABLES.formatted(folder, ASSIGNED_ON));
      for (Map.Entry<String, String[]> question : QUESTIONS.entrySet()) {
        List<String> theirs = rows(statement.executeQuery(question.getValue()[1]));
        List<String> ours =
            spark.sql(question.getValue()[0]).collectAsList().stream()
                .map(row -> row.mkString(" | "))
                .toList();
        String judgement = ours.equals(theirs) ? "equal" : "NOT EQUAL: " + ours + theirs;
        System.out.println(question.getKey() + ": " + judgement + ", " + ours.size() + " rows");
      }
      BenchRetailer.report("duckdb: funnel and means", BenchRetailer.seconds(start));
    }
  }

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
}
