package io.tributary.repurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.TestSpark;
import io.tributary.customer.BuildCustomers;
import io.tributary.identity.ResolveIdentities;
import io.tributary.ingest.IngestDumps;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The curves of a real retailer, and the monthly cohorts that are published for it. The data may
 * not be committed; the test looks for it beside the checkout.
 */
class OnlineRetailCurveTest {
  private static final Path DATA = Path.of("../shared/data/online_retail");
  private static final String LAST_DAY = "2011-12-09";

  @TempDir Path folder;

  private Lake lake;

  @Test
  void cohortsAreThePublishedOnesAndTheCurveTellsWhatTheyHide() throws IOException {
    assumeTrue(
        Files.isDirectory(DATA),
        "skipped: the Online Retail data does not lie beside the checkout (testdata/README.md says where to get it)");
    lake = night();

    // Their rules: whoever has any line is active, returns included; so it is not our table but
    // what makes our table, given the days of their rules.
    assertThat(
            matrix(
                cohorts(
                    "SELECT one_id, to_date(ordered_at) AS day FROM clean_order JOIN customer_records"
                        + " ON entity = 'order' AND record_key = order_id UNION SELECT one_id,"
                        + " to_date(refunded_at) FROM clean_refund JOIN customer_records ON entity ="
                        + " 'refund' AND record_key = refund_id")))
        .isEqualTo(published());
    // Our rules, by plain SQL over the published orders.
    assertThat(
            lake.read("cohort_retention")
                .selectExpr("cohort_month", "month_offset", "active")
                .collectAsList())
        .containsExactlyInAnyOrderElementsOf(
            cohorts("SELECT one_id, ordered_on AS day FROM orders WHERE is_valid")
                .rows(LocalDate.parse(LAST_DAY))
                .stream()
                .map(r -> RowFactory.create(r.get(0), r.get(1), r.get(3)))
                .toList());
    assertYoungCohortsLookBadUntilCensored();
  }

  /** All dumps of landing in one night, up to the curves. */
  private Lake night() throws IOException {
    Path mapping = Path.of("testdata/online-retail");
    for (String file : List.of("tributary.yaml", "sources/invoices.yaml")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(mapping.resolve(file), folder.resolve(file));
    }
    Files.createDirectories(folder.resolve("landing"));
    try (Stream<Path> days = Files.list(DATA.resolve("by-day"))) {
      for (Path day : days.toList()) {
        Files.copy(day, folder.resolve("landing").resolve(day.getFileName()));
      }
    }
    return WorkspaceFixture.existing(folder)
        .night(
            LAST_DAY,
            false,
            WorkspaceFixture.KEY,
            List.of(
                new IngestDumps(),
                new ResolveIdentities(),
                new BuildLedger(),
                new BuildCustomers(),
                new BuildRepurchase()))
        .lake();
  }

  /** The cohorts of customers by the days on which they were active. */
  private CohortRetention cohorts(String daysOfCustomers) {
    SparkSession spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.session.timeZone", "Europe/London");
    Lake london = new Lake(spark, folder.resolve("lake").toString());
    for (String table : List.of("clean_order", "clean_refund", "customer_records", "orders")) {
      london.read(table).createOrReplaceTempView(table);
    }
    CohortRetention cohorts = new CohortRetention();
    for (Row row :
        spark
            .sql(
                "SELECT array_sort(collect_set(unix_date(day))) FROM ("
                    + daysOfCustomers
                    + ") GROUP BY one_id")
            .collectAsList()) {
      cohorts.add(row.<Integer>getList(0).stream().mapToInt(Integer::intValue).toArray());
    }
    return cohorts;
  }

  private static List<String> matrix(CohortRetention cohorts) {
    Map<String, long[]> matrix = new TreeMap<>();
    for (Row row : cohorts.rows(LocalDate.parse(LAST_DAY))) {
      matrix.computeIfAbsent(row.getDate(0).toString(), m -> new long[13])[row.getInt(1)] =
          row.getLong(3);
    }
    return matrix.entrySet().stream()
        .map(
            e ->
                e.getKey()
                    + ","
                    + Arrays.stream(e.getValue())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(",")))
        .toList();
  }

  private static List<String> published() throws IOException {
    List<String> lines =
        new ArrayList<>(Files.readAllLines(DATA.resolve("expected/monthly_cohorts.csv")));
    lines.remove(0);
    return lines;
  }

  /** Purchases up to 2011-11-24 are looked at: who came in late October has no 30 days yet. */
  private void assertYoungCohortsLookBadUntilCensored() {
    Row july = within30Days("2011-07-01");
    assertThat(july.getDouble(1)).isEqualTo(july.getDouble(2));
    assertThat(july.getDouble(0)).isCloseTo(july.getDouble(1), within(1e-12));
    Row october = within30Days("2011-10-01");
    assertThat(october.getDouble(0)).isCloseTo(0.2193, within(1e-4));
    assertThat(october.getDouble(1)).isCloseTo(0.2151, within(1e-4));
    // Who came in November has no 30 days at all, and no rate of them.
    assertThat(within30Days("2011-11-01")).isNull();
  }

  private Row within30Days(String month) {
    List<Row> rows =
        lake.read("repurchase_curve")
            .where("dimension = 'entry_month' AND day = 30 AND level = '" + month + "'")
            .select("km_rate", "naive_rate", "mature_rate")
            .collectAsList();
    return rows.isEmpty() ? null : rows.get(0);
  }
}
