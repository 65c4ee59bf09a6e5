package io.tributary.bench;

import io.tributary.customer.BuildCustomers;
import io.tributary.insight.BuildInsight;
import io.tributary.ledger.BuildLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.spark.sql.SparkSession;

/**
 * The insight tables of a {@link BenchRetailer}, beside DuckDB answering {@link InsightQuestions}.
 * Arguments: number of customers, an empty folder.
 */
public final class InsightBench {
  private InsightBench() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    SparkSession spark = BenchRetailer.session();
    Path folder = Path.of(arguments[1]);
    BenchRetailer retailer = new BenchRetailer(Long.parseLong(arguments[0]), folder, spark);
    retailer.make();
    retailer.night(
        "all", BenchRetailer.DATE, new BuildLedger(), new BuildCustomers(), new BuildInsight());
    try (DuckDb duckDb = new DuckDb(folder)) {
      InsightQuestions questions = new InsightQuestions(folder, duckDb);
      questions
          .answer()
          .forEach((what, seconds) -> BenchRetailer.report("duckdb: " + what, seconds));
      questions
          .areEqual(spark)
          .forEach(
              (question, isEqual) ->
                  System.out.println(question + ": " + (isEqual ? "equal" : "NOT EQUAL")));
    }
    System.out.println(Machine.peaks());
  }
}
