package io.tributary.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Night.Outcome;
import io.tributary.pipeline.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A retailer of any size to measure with, as if ingest and identity had run. Per customer there are
 * 2.25 orders and 3.5 lines.
 */
final class BenchRetailer {
  /** The date of its night. */
  static final LocalDate DATE = LocalDate.parse("2025-06-30");

  private static final int PRODUCTS = 5000;

  /** A customer's phone as orders name it, by {@code one_id}. */
  private static final String PHONE =
      "struct('phone' as namespace, cast(hex(cast(substr(one_id, 2) as bigint)) as binary) as key)";

  private final long customers;
  private final Path folder;
  private final SparkSession spark;
  private final Lake lake;
  private final BenchWorkspace workspace;

  BenchRetailer(long customers, Path folder, SparkSession spark) {
    this.customers = customers;
    this.folder = folder;
    this.spark = spark;
    this.lake = new Lake(spark, folder.resolve("lake").toString());
    this.workspace = new BenchWorkspace(folder, spark);
  }

  /** The session of a bench. */
  static SparkSession session() {
    SparkSession spark = Sessions.start(null);
    spark.sparkContext().setLogLevel("ERROR");
    spark.conf().set("spark.sql.session.timeZone", "Asia/Shanghai");
    System.out.println(Machine.describe());
    return spark;
  }

  /** Runs jobs for a date and says what each took; seconds of all of them. */
  double night(String what, LocalDate date, Job... jobs) {
    List<Outcome> outcomes = workspace.night(date, jobs);
    outcomes.forEach(o -> report(what + ": " + o.job().name(), o.seconds()));
    return outcomes.stream().mapToDouble(Outcome::seconds).sum();
  }

  static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  static void report(String what, double seconds) {
    System.out.printf(Locale.ROOT, "%-60s %7.1f s%n", what, seconds);
  }

  /** Writes settings, clean tables and identities; and orders and lines as plain Parquet. */
  void make() throws IOException {
    workspace.write();
    Dataset<Row> orders = orders(0, customers * 9 / 4);
    orders.write().parquet(folder.resolve("orders").toString());
    lines(orders).write().parquet(folder.resolve("lines").toString());
    write(spark.read().parquet(folder.resolve("orders").toString()));
    add(
        CleanTable.spec("product"),
        spark
            .range(PRODUCTS)
            .selectExpr(
                "concat('sku-', id) as sku",
                "concat('category-', id % 12) as category_l1",
                "concat('category-', id % 60) as category_l2"));
    add(
        IdentityTables.IDENTIFIERS,
        spark
            .range(customers)
            .selectExpr(
                "'phone' as namespace",
                "cast(hex(id) as binary) as key",
                "1 as tenure",
                "'usable' as status",
                "concat('c', id) as one_id",
                "date'2023-01-01' as first_seen_on",
                "1L as records"));
  }

  /** A third of the customers buys often, the others seldom. */
  private Dataset<Row> orders(long from, long until) {
    return spark
        .range(from, until)
        .selectExpr(
            "concat('order-', id) as order_id",
            "concat('c', cast(floor("
                + customers
                + " * pow(pmod(xxhash64(id), 1000000007) / 1000000007, 1.5)) as bigint)) as one_id",
            "timestamp_seconds(1751212800 - pmod(xxhash64(id, 1), 63072000)) as ordered_at",
            "element_at(array('tmall', 'jd', 'pos', 'wechat'), cast(1 + pmod(xxhash64(id, 3), 4) as"
                + " int)) as channel",
            "element_at(array(1, 1, 1, 2, 3), cast(1 + pmod(xxhash64(id, 4), 5) as int)) as"
                + " line_count");
  }

  private static Dataset<Row> lines(Dataset<Row> orders) {
    return orders
        .selectExpr("order_id", "one_id", "explode(sequence(1, line_count)) as line")
        .selectExpr(
            "order_id",
            "one_id",
            "cast(line as string) as line_no",
            "concat('sku-', pmod(xxhash64(order_id, line), " + PRODUCTS + ")) as sku",
            "1 as quantity",
            "cast(20 + pmod(xxhash64(order_id, line, 1), 50000) / 100 as decimal(18,2)) as"
                + " line_amount");
  }

  private void write(Dataset<Row> orders) {
    Dataset<Row> lines = lines(orders).withColumn("line_key", expr("concat('n', line_no)"));
    Dataset<Row> paid =
        lines
            .groupBy("order_id")
            .agg(expr("cast(sum(line_amount) as decimal(18,2)) as paid_amount"));
    add(
        CleanTable.spec("order"),
        orders
            .join(paid, orders.col("order_id").equalTo(paid.col("order_id")), "inner")
            .drop(paid.col("order_id"))
            .withColumn("status", lit("paid"))
            .withColumn("identifiers", expr("array(" + PHONE + ")")));
    add(CleanTable.spec("order_line"), lines);
    add(
        IdentityTables.CUSTOMER_RECORDS,
        orders.select(lit("order").as("entity"), col("order_id").as("record_key"), col("one_id")));
  }

  /** One order for a hundred that there are. */
  void addOrders() {
    long before = customers * 9 / 4;
    Dataset<Row> fresh = orders(before, before + before / 100);
    write(fresh);
  }

  /** Adds rows to a table; columns that they lack are empty. */
  void add(TableSpec spec, Dataset<Row> rows) {
    lake.append(spec, BenchWorkspace.completed(spec, rows));
  }
}
