package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.insight.BuildInsight;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.repurchase.BuildRepurchase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * The work that a peer can do as well, by us and by the peer in one process: DuckDB for ingest,
 * core tables, insight tables and audiences, GraphX for components. The retailer is the plainest
 * that has all of it ({@link BenchRetailer}, {@link OrderLineDumps}, {@link LinkGraph}): what
 * DuckDB is to answer must be in files that it can read. A first round of {@value #WARM_UP}
 * customers, which does not count, lets Java compile and both load what they need. Arguments:
 * customers, an empty folder, file for the result.
 */
final class Peers {
  /** What was found. */
  record Result(List<Comparison> comparisons, double ledgerSeconds) {}

  private static final long WARM_UP = 2_000;
  private static final String DUCKDB = "DuckDB";

  /** MiB for components in memory, as {@code bench components} has it. */
  private static final long BUDGET = 4_096;

  /** Lines in a {@link BenchRetailer}'s orders. */
  private static final double LINES_PER_CUSTOMER = 3.6;

  private final long customers;
  private final Path folder;
  private final SparkSession spark;
  private final List<Comparison> comparisons = new ArrayList<>();
  private double ledgerSeconds;

  private Peers(long customers, Path folder, SparkSession spark) {
    this.customers = customers;
    this.folder = folder;
    this.spark = spark;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[1]);
    SparkSession spark = BenchRetailer.session();
    Peers warmUp = new Peers(WARM_UP, folder.resolve("warm-up"), spark);
    Peers peers = new Peers(Long.parseLong(arguments[0]), folder.resolve("measured"), spark);
    warmUp.tables();
    peers.tables();
    spark.stop();
    spark = ComponentsWork.session();
    warmUp.components(spark);
    peers.components(spark);
    spark.stop();
    peers.comparisons.forEach(System.out::println);
    ResultFiles.write(Path.of(arguments[2]), new Result(peers.comparisons, peers.ledgerSeconds));
  }

  private void tables() throws IOException, SQLException {
    ingest(Files.createDirectories(folder.resolve("lines")));
    retailer(Files.createDirectories(folder.resolve("retailer")));
    FileUtils.deleteDirectory(folder.toFile());
  }

  private void components(SparkSession session) throws IOException {
    Files.createDirectories(folder);
    ComponentsWork components =
        new ComponentsWork(
            session, LinkGraph.ofPeople(session, customers), folder.resolve("links").toString());
    System.out.println(components.describe());
    compare(
        "components",
        components.ours(BUDGET),
        "GraphX",
        components.byGraphX(),
        true,
        ComponentsWork.CHECKED);
    FileUtils.deleteDirectory(folder.toFile());
  }

  private void compare(
      String work, double ours, String peer, double theirs, Boolean isEqual, String checked) {
    comparisons.add(new Comparison(work, ours, peer, theirs, isEqual, checked));
  }

  private void ingest(Path lines) throws IOException, SQLException {
    OrderLineDumps dumps = new OrderLineDumps(lines, (long) (customers * LINES_PER_CUSTOMER));
    dumps.write();
    System.out.println(dumps.describe());
    long start = System.nanoTime();
    dumps.ingest(spark);
    double ours = BenchRetailer.seconds(start);
    try (DuckDb duckDb = new DuckDb(lines)) {
      start = System.nanoTime();
      dumps.ingestBy(duckDb);
      double theirs = BenchRetailer.seconds(start);
      boolean isEqual = dumps.isEqual(spark, duckDb);
      compare("ingest and de-duplicate", ours, DUCKDB, theirs, isEqual, OrderLineDumps.CHECKED);
    }
  }

  private void retailer(Path place) throws IOException, SQLException {
    BenchRetailer retailer = new BenchRetailer(customers, place, spark);
    retailer.make();
    AudienceWork audiences = new AudienceWork(customers, place, spark, retailer);
    audiences.prepare();
    ledgerSeconds = retailer.night("ours", BenchRetailer.DATE, new BuildLedger());
    double customerSeconds = retailer.night("ours", BenchRetailer.DATE, new BuildCustomers());
    double insightSeconds =
        retailer.night("ours", BenchRetailer.DATE, new BuildInsight(), new BuildRepurchase());
    double one = audiences.one();
    double twenty = audiences.twenty();
    try (DuckDb duckDb = new DuckDb(place)) {
      coreTables(place, duckDb, customerSeconds);
      insight(place, duckDb, insightSeconds);
    }
    try (DuckDb duckDb = new DuckDb(place)) {
      audiences.openIn(duckDb);
      compare("one audience", one, DUCKDB, audiences.oneBy(duckDb), null, "");
      compare(
          "twenty audiences",
          twenty,
          DUCKDB,
          audiences.twentyBy(duckDb),
          audiences.isEqual(duckDb),
          "how many fit each");
    }
  }

  private void coreTables(Path place, DuckDb duckDb, double ours) throws SQLException {
    CoreTables tables = new CoreTables(place, duckDb);
    double theirs = sum(tables.make());
    boolean isEqual = tables.isEqual(new Lake(spark, place.resolve("lake").toString()));
    compare("core tables from the ledger", ours, DUCKDB, theirs, isEqual, CoreTables.CHECKED);
    compare("ledger and core tables", ledgerSeconds + ours, DUCKDB, theirs, isEqual, "the same");
    // InsightQuestions has views of these names.
    duckDb.run("DROP TABLE valid; DROP VIEW lines; DROP VIEW orders");
  }

  private void insight(Path place, DuckDb duckDb, double ours) throws SQLException {
    InsightQuestions questions = new InsightQuestions(place, duckDb);
    double theirs = sum(questions.answer());
    Map<String, Boolean> equal = questions.areEqual(spark);
    compare(
        "insight and repurchase tables (DuckDB answers four of them)",
        ours,
        DUCKDB,
        theirs,
        !equal.containsValue(false),
        String.join(", ", equal.keySet()));
  }

  private static double sum(Map<String, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
