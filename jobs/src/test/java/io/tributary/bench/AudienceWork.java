package io.tributary.bench;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.audience.BuildAudiences;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.SQLException;
import java.time.LocalDate;
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
 * tenth of the customers, limits, arms and files whose numbers are opened from the vault. DuckDB
 * selects the same people from the same customers and touches, without ledger or files.
 */
final class AudienceWork {
  private static final int AUDIENCES = 20;

  /** The night of the twenty: on that of the one, they would have to take the place of its rows. */
  private static final LocalDate NEXT = BenchRetailer.DATE.plusDays(1);

  /** One in twenty, about: who writes to everybody needs no audience. */
  private static final String ONE = "net > 1000 and days_since_last between 30 and 90";

  private final long customers;
  private final Path folder;
  private final SparkSession spark;
  private final BenchRetailer retailer;
  private final Lake lake;

  AudienceWork(long customers, Path folder, SparkSession spark, BenchRetailer retailer) {
    this.customers = customers;
    this.folder = folder;
    this.spark = spark;
    this.retailer = retailer;
    this.lake = new Lake(spark, folder.resolve("lake").toString());
  }

  /** Seconds of selecting and delivering one audience. */
  double one() throws IOException {
    define("one", ONE, "deliver: [sms]\n");
    double seconds = retailer.night("one audience", BenchRetailer.DATE, new BuildAudiences());
    Files.delete(folder.resolve("audiences/one.yaml"));
    return seconds;
  }

  /** Seconds of selecting and delivering twenty. */
  double twenty() throws IOException {
    for (int i = 0; i < AUDIENCES; i++) {
      String profile = i % 2 == 0 ? "sms" : "tencent_ads";
      define(
          "a%02d".formatted(i),
          where(i),
          "priority: %d\nlimit: %d\norder_by: net desc\ndeliver: [%s]\n"
              .formatted(i + 1, Math.max(1, customers / 50), profile));
    }
    return retailer.night("twenty audiences", NEXT, new BuildAudiences());
  }

  private static String where(int audience) {
    return "net > %d and days_since_last between %d and %d"
        .formatted(50 * (audience % 5), 20 * audience, 20 * audience + 29);
  }

  private void define(String name, String where, String more) throws IOException {
    Files.createDirectories(folder.resolve("audiences"));
    Files.writeString(
        folder.resolve("audiences/" + name + ".yaml"),
        "audience: %s\nwhere: %s\narms: {control: 0.1, treatment: 0.9}\n%s"
            .formatted(name, where, more));
  }

  /** Gives the retailer what audiences need: consents, numbers in the vault, touches. */
  void prepare() throws IOException {
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

  /** Has DuckDB look at our customers and their touches; not a part of what is measured. */
  void openIn(DuckDb duckDb) throws SQLException {
    lake.read("customers")
        .select("one_id", "net", "days_since_last")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("duck").toString());
    duckDb.run(
        """
        CREATE VIEW people AS SELECT * FROM '%1$s/duck/*.parquet';
        CREATE VIEW touched AS SELECT one_id FROM '%1$s/touches/*.parquet'
          WHERE epoch(sent_at) > 1751212800 - 7 * 86400 GROUP BY one_id\
        """
            .formatted(folder));
  }

  /** Seconds that DuckDB takes for one audience. */
  double oneBy(DuckDb duckDb) throws SQLException {
    return duckDb.run(
        "COPY (SELECT one_id FROM people ANTI JOIN touched USING (one_id) WHERE %s AND hash(one_id, 'one') %% 10 > 0 ORDER BY one_id) TO '%s/duck_one.csv'"
            .formatted(ONE, folder));
  }

  /**
   * Seconds that DuckDB takes for twenty: everybody goes to the first one that they fit; then
   * limits, then arms.
   */
  double twentyBy(DuckDb duckDb) throws SQLException {
    String first =
        IntStream.range(0, AUDIENCES)
            .mapToObj(i -> "WHEN " + where(i) + " THEN " + i)
            .collect(Collectors.joining(" "));
    return duckDb.run(
        """
        COPY (SELECT audience, one_id FROM (
            SELECT audience, one_id, row_number() OVER (PARTITION BY audience ORDER BY net DESC, one_id) AS place
            FROM (SELECT one_id, net, CASE %s END AS audience FROM people ANTI JOIN touched USING (one_id))
            WHERE audience IS NOT NULL)
          WHERE place <= %d AND hash(one_id, audience) %% 10 > 0 ORDER BY audience, one_id)
        TO '%s/duck_twenty.csv'\
        """
            .formatted(first, Math.max(1, customers / 50), folder));
  }

  /** Whether as many people fit each audience. */
  boolean isEqual(DuckDb duckDb) throws SQLException {
    List<Long> theirs = new ArrayList<>();
    for (int i = 0; i < AUDIENCES; i++) {
      long people =
          Long.parseLong(duckDb.rows("SELECT count(*) FROM people WHERE " + where(i)).get(0));
      if (people > 0) {
        theirs.add(people);
      }
    }
    List<Long> ours =
        lake
            .read("audience_ledger")
            .where(col("as_of").equalTo(Date.valueOf(NEXT)))
            .groupBy("audience")
            .count()
            .orderBy("audience")
            .collectAsList()
            .stream()
            .map(row -> row.getLong(1))
            .toList();
    return ours.equals(theirs);
  }
}
