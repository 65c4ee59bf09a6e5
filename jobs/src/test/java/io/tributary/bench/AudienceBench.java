package io.tributary.bench;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.audience.BuildAudiences;
import io.tributary.customer.BuildCustomers;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * One audience, then twenty, of a {@link BenchRetailer}: with priorities, caps from touches of a
 * tenth of the customers, limits, arms and files whose numbers are opened from the vault. Beside
 * them DuckDB selects the same people from the same customers and touches, without ledger or files;
 * who fits each audience must be equal. Arguments: number of customers, an empty folder.
 */
public final class AudienceBench {
  private static final int AUDIENCES = 20;
  private static final String ONE = "net > 200";

  private final long customers;
  private final Path folder;
  private final SparkSession spark;
  private final BenchRetailer retailer;
  private final Lake lake;

  private AudienceBench(long customers, Path folder, SparkSession spark) {
    this.customers = customers;
    this.folder = folder;
    this.spark = spark;
    this.retailer = new BenchRetailer(customers, folder, spark);
    this.lake = new Lake(spark, folder.resolve("lake").toString());
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    AudienceBench bench =
        new AudienceBench(
            Long.parseLong(arguments[0]), Path.of(arguments[1]), BenchRetailer.session());
    bench.make();
    bench.retailer.night("before", BenchRetailer.DATE, new BuildLedger(), new BuildCustomers());
    bench.define("one", ONE, "deliver: [sms]\n");
    bench.retailer.night("one audience", BenchRetailer.DATE, new BuildAudiences());
    Files.delete(bench.folder.resolve("audiences/one.yaml"));
    for (int i = 0; i < AUDIENCES; i++) {
      String profile = i % 2 == 0 ? "sms" : "tencent_ads";
      bench.define(
          "a%02d".formatted(i),
          where(i),
          "priority: %d\nlimit: %d\norder_by: net desc\ndeliver: [%s]\n"
              .formatted(i + 1, Math.max(1, bench.customers / 50), profile));
    }
    bench.retailer.night("twenty audiences", BenchRetailer.DATE, new BuildAudiences());
    bench.duckDb();
    System.out.println(Machine.peaks());
  }

  private static String where(int audience) {
    return "net > %d and days_since_last between %d and %d"
        .formatted(50 * (audience % 5), 20 * audience, 20 * audience + 200);
  }

  private void define(String name, String where, String more) throws IOException {
    Files.createDirectories(folder.resolve("audiences"));
    Files.writeString(
        folder.resolve("audiences/" + name + ".yaml"),
        "audience: %s\nwhere: %s\narms: {control: 0.1, treatment: 0.9}\n%s"
            .formatted(name, where, more));
  }

  private void make() throws IOException {
    retailer.make();
    Files.writeString(
        folder.resolve("tributary.yaml"),
        "brand: Bench\ncontact_policy: {consent_default: allow}\n");
    Sealer sealer = new Sealer(VaultKey.parse("5e".repeat(32), "the bench"));
    UDF1<Long, byte[]> seal = id -> sealer.seal("phone", "+86138%08d".formatted(id % 100_000_000L));
    spark.udf().register("seal", seal, DataTypes.BinaryType);
    retailer.add(
        Vault.SPEC,
        spark
            .range(customers)
            .select(
                lit("identifier").as("kind"),
                lit("phone").as("namespace"),
                call_udf("seal", col("id")).as("value"),
                col("id"))
            .selectExpr("kind", "namespace", "cast(hex(id) as binary) as key", "value"));
    Dataset<Row> touches =
        spark
            .range(customers / 10)
            .selectExpr(
                "concat('touch-', id) as touch_id",
                "concat('c', id * 10) as one_id",
                "'bench' as campaign",
                "'sms' as channel",
                "'delivered' as status",
                "timestamp_seconds(1751212800 - pmod(id, 14) * 86400) as sent_at");
    touches.write().parquet(folder.resolve("touches").toString());
    retailer.add(CleanTable.spec("touch"), touches);
    retailer.add(
        IdentityTables.CUSTOMER_RECORDS,
        touches.selectExpr("'touch' as entity", "touch_id as record_key", "one_id"));
  }

  private void duckDb() throws SQLException {
    lake.read("customers")
        .select("one_id", "net", "days_since_last")
        .write()
        .parquet(folder.resolve("duck").toString());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2; SET temp_directory = '" + folder + "/duckdb'");
      statement.execute(
          """
          CREATE VIEW customers AS SELECT * FROM '%1$s/duck/*.parquet';
          CREATE VIEW touched AS SELECT one_id FROM '%1$s/touches/*.parquet'
            WHERE epoch(sent_at) > 1751212800 - 7 * 86400 GROUP BY one_id\
          """
              .formatted(folder));
      long start = System.nanoTime();
      statement.execute(
          "COPY (SELECT one_id FROM customers ANTI JOIN touched USING (one_id) WHERE %s AND hash(one_id, 'one') %% 10 > 0 ORDER BY one_id) TO '%s/duck_one.csv'"
              .formatted(ONE, folder));
      BenchRetailer.report("duckdb: one audience", BenchRetailer.seconds(start));
      start = System.nanoTime();
      statement.execute(twenty());
      BenchRetailer.report("duckdb: twenty audiences", BenchRetailer.seconds(start));
      System.out.println("who fits: " + (ours().equals(theirs(statement)) ? "equal" : "NOT EQUAL"));
    }
  }

  /** Everybody goes to the first audience that they fit; then limits, then arms. */
  private String twenty() {
    String first =
        IntStream.range(0, AUDIENCES)
            .mapToObj(i -> "WHEN " + where(i) + " THEN " + i)
            .collect(Collectors.joining(" "));
    return """
        COPY (SELECT audience, one_id FROM (
            SELECT audience, one_id, row_number() OVER (PARTITION BY audience ORDER BY net DESC, one_id) AS place
            FROM (SELECT one_id, net, CASE %s END AS audience FROM customers ANTI JOIN touched USING (one_id))
            WHERE audience IS NOT NULL)
          WHERE place <= %d AND hash(one_id, audience) %% 10 > 0 ORDER BY audience, one_id)
        TO '%s/duck_twenty.csv'\
        """
        .formatted(first, Math.max(1, customers / 50), folder);
  }

  private List<Long> ours() {
    return lake
        .read("audience_ledger")
        .groupBy("audience")
        .count()
        .orderBy("audience")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(1))
        .toList();
  }

  private static List<Long> theirs(Statement statement) throws SQLException {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < AUDIENCES; i++) {
      try (ResultSet result =
          statement.executeQuery("SELECT count(*) FROM customers WHERE " + where(i))) {
        result.next();
        counts.add(result.getLong(1));
      }
    }
    return counts;
  }
}
