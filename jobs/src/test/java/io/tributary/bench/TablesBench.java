package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.insight.BuildInsight;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.pipeline.Job;
import io.tributary.repurchase.BuildRepurchase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * What is made of orders once they are clean and have owners, at size: ledger, customers, insight
 * tables, repurchase curves and audiences of a {@link BenchRetailer}, each beside DuckDB answering
 * the same questions by plain SQL from the same orders and lines; then a night with 1% new orders.
 * Every number is printed when it is known. Arguments: number of customers, an empty folder.
 */
public final class TablesBench {
  private final Path folder;
  private final SparkSession spark;
  private final BenchRetailer retailer;
  private final AudienceWork audiences;

  private TablesBench(long customers, Path folder, SparkSession spark) {
    this.folder = folder;
    this.spark = spark;
    this.retailer = new BenchRetailer(customers, folder, spark);
    this.audiences = new AudienceWork(customers, folder, spark, retailer);
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    new TablesBench(Long.parseLong(arguments[0]), Path.of(arguments[1]), BenchRetailer.session())
        .run();
  }

  private void run() throws IOException, SQLException {
    make();
    for (Job job :
        List.of(
            new BuildLedger(), new BuildCustomers(), new BuildInsight(), new BuildRepurchase())) {
      night("first night", BenchRetailer.DATE, job);
    }
    audiences.one();
    audiences.twenty();
    System.out.println(Machine.peaks());
    for (String table : List.of("customer_ledger", "orders", "customers", "audience_ledger")) {
      System.out.printf(
          Locale.ROOT,
          "%-60s %7d MB%n",
          table + " on disk",
          bytes(folder.resolve("lake/" + table)) >> 20);
    }
    coreTables();
    insight();
    audiencesByDuckDb();
    // What is as of the date, apart: the ledger itself has nothing to do.
    night("no new orders", BenchRetailer.DATE.plusDays(1), new BuildLedger());
    retailer.addOrders();
    night("1% new orders", BenchRetailer.DATE.plusDays(1), new BuildLedger(), new BuildCustomers());
    System.out.println(Machine.peaks());
  }

  /** Unless the folder has the retailer of a bench that was ended. */
  private void make() throws IOException {
    Path made = folder.resolve("made");
    if (Files.notExists(made)) {
      long start = System.nanoTime();
      retailer.make();
      audiences.prepare();
      BenchRetailer.report("making the retailer", BenchRetailer.seconds(start));
      Files.createFile(made);
    }
  }

  private void night(String what, LocalDate date, Job... jobs) {
    retailer.night(what, date, jobs);
  }

  private void coreTables() throws SQLException {
    try (DuckDb duckDb = new DuckDb(folder)) {
      CoreTables tables = new CoreTables(folder, duckDb);
      tables.make().forEach((what, seconds) -> BenchRetailer.report("duckdb: " + what, seconds));
      Lake lake = new Lake(spark, folder.resolve("lake").toString());
      say(CoreTables.CHECKED, tables.isEqual(lake));
    }
  }

  private void insight() throws SQLException {
    try (DuckDb duckDb = new DuckDb(folder)) {
      InsightQuestions questions = new InsightQuestions(folder, duckDb);
      Map<String, Double> answered = questions.answer();
      answered.forEach((what, seconds) -> BenchRetailer.report("duckdb: " + what, seconds));
      questions.areEqual(spark).forEach(TablesBench::say);
    }
  }

  private void audiencesByDuckDb() throws SQLException {
    try (DuckDb duckDb = new DuckDb(folder)) {
      audiences.openIn(duckDb);
      BenchRetailer.report("duckdb: one audience", audiences.oneBy(duckDb));
      BenchRetailer.report("duckdb: twenty audiences", audiences.twentyBy(duckDb));
      say("who fits each audience", audiences.isEqual(duckDb));
    }
  }

  private static void say(String what, boolean isEqual) {
    System.out.println(what + ": " + (isEqual ? "equal" : "NOT EQUAL"));
  }

  private static long bytes(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(f -> f.toString().endsWith(".parquet"))
          .mapToLong(f -> f.toFile().length())
          .sum();
    }
  }
}
