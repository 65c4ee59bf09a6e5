package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.spark.sql.SparkSession;

/**
 * {@link AudienceWork} at size, beside DuckDB; who fits each audience must be equal. Arguments:
 * number of customers, an empty folder.
 */
public final class AudienceBench {
  private AudienceBench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    long customers = Long.parseLong(arguments[0]);
    Path folder = Path.of(arguments[1]);
    SparkSession spark = BenchRetailer.session();
    BenchRetailer retailer = new BenchRetailer(customers, folder, spark);
    retailer.make();
    AudienceWork audiences = new AudienceWork(customers, folder, spark, retailer);
    audiences.prepare();
    retailer.night("before", BenchRetailer.DATE, new BuildLedger(), new BuildCustomers());
    audiences.one();
    audiences.twenty();
    try (DuckDb duckDb = new DuckDb(folder)) {
      audiences.openIn(duckDb);
      BenchRetailer.report("duckdb: one audience", audiences.oneBy(duckDb));
      BenchRetailer.report("duckdb: twenty audiences", audiences.twentyBy(duckDb));
      System.out.println("who fits: " + (audiences.isEqual(duckDb) ? "equal" : "NOT EQUAL"));
    }
    System.out.println(Machine.peaks());
  }
}
