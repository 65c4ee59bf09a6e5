package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
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
    bench.night("full build", BenchRetailer.DATE);
    bench.duckDb();
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
    try (DuckDb duckDb = new DuckDb(folder)) {
      CoreTables tables = new CoreTables(folder, duckDb);
      tables.make().forEach((what, seconds) -> BenchRetailer.report("duckdb: " + what, seconds));
      Lake lake = new Lake(spark, folder.resolve("lake").toString());
      System.out.println(
          CoreTables.CHECKED + ": " + (tables.isEqual(lake) ? "equal" : "NOT EQUAL"));
    }
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
