package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.TestSpark;
import io.tributary.customer.BuildCustomers;
import io.tributary.identity.ResolveIdentities;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.pipeline.Job;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real retailer's invoices, 305 trading days, against the totals and the values of each customer
 * that are published for them. The data may not be committed; the test looks for it beside the
 * checkout.
 */
class OnlineRetailTest {
  private static final Path DATA = Path.of("../shared/data/online_retail");
  private static final int NIGHTS_OF_THEIR_OWN = 20;
  private static final ZoneId ZONE = ZoneId.of("Europe/London");
  private static final VaultKey KEY = WorkspaceFixture.KEY;
  private static final List<Job> JOBS =
      List.of(new IngestDumps(), new ResolveIdentities(), new BuildLedger(), new BuildCustomers());

  @TempDir Path folder;

  @Test
  void nightByNightAndAllAtOnceGiveThePublishedTotals() throws IOException {
    assumeTrue(
        Files.isDirectory(DATA),
        "skipped: the Online Retail data does not lie beside the checkout (testdata/README.md says where to get it)");
    List<Path> days;
    try (Stream<Path> files = Files.list(DATA.resolve("by-day"))) {
      days = files.sorted().toList();
    }
    WorkspaceFixture nightly = workspace("nightly");
    List<Path> ownNights = days.subList(0, NIGHTS_OF_THEIR_OWN);
    for (Path day : ownNights) {
      copy(day, nightly);
      nightly.ingest(date(day));
    }
    nightly.night(date(ownNights.get(NIGHTS_OF_THEIR_OWN - 1)), false, KEY, JOBS);
    for (Path day : days.subList(NIGHTS_OF_THEIR_OWN, days.size())) {
      copy(day, nightly);
    }
    String last = date(days.get(days.size() - 1));
    nightly.night(last, false, KEY, JOBS);

    WorkspaceFixture atOnce = workspace("at-once");
    for (Path day : days) {
      copy(day, atOnce);
    }
    atOnce.night(last, false, KEY, JOBS);

    for (WorkspaceFixture workspace : List.of(nightly, atOnce)) {
      assertThat(totals(workspace.lake()))
          .containsExactly(
              "lines 531283 invoices 20726 amount 10666684.54",
              "with a customer: lines 397924 invoices 18536 customers 4339 amount 8911407.90",
              "returns: lines 9288 amount 896812.49, customers 1589",
              "orders 20726 net 10666684.54, with a customer 18536",
              "rejects 0");
    }
    assertSame(nightly, atOnce, "clean_order", "clean_order_line", "clean_refund");
    // Ids depend on the night on which a customer was first seen.
    assertSame(nightly, atOnce, "orders", "customers");
    assertThat(byTheirRules(atOnce.lake())).hasSize(4339).isEqualTo(published());
    assertThat(atOnce.lake().read("customers").where("purchases > 0").count())
        .as("customers with a purchase by our rules: not the one whose invoices are all worth 0")
        .isEqualTo(4338);
  }

  private static void assertSame(
      WorkspaceFixture workspace, WorkspaceFixture other, String... tables) {
    for (String table : tables) {
      Dataset<Row> rows = workspace.lake().read(table).drop("one_id");
      Dataset<Row> others = other.lake().read(table).drop("one_id");
      assertThat(rows.exceptAll(others).limit(3).collectAsList()).as(table).isEmpty();
      assertThat(others.exceptAll(rows).limit(3).collectAsList()).as(table).isEmpty();
    }
  }

  /** Of each customer: last invoice, invoices, their amounts, recency, as others counted them. */
  private static Map<String, String> published() throws IOException {
    try (Stream<String> lines = Files.lines(DATA.resolve("expected/customer_rfm.csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(","))
          .collect(
              Collectors.toMap(
                  cells -> cells[0],
                  cells -> String.join(", ", List.of(cells).subList(1, 5)),
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  /**
   * The same from {@code orders}: invoices of value 0 count, returns do not, the whole history
   * counts, and recency is in whole days until a day after the retailer's last invoice.
   */
  private static Map<String, String> byTheirRules(Lake lake) {
    lake.read("orders").createOrReplaceTempView("their_orders");
    lake.read("identifiers").createOrReplaceTempView("their_identifiers");
    lake.read("vault").createOrReplaceTempView("their_vault");
    List<Row> rows =
        TestSpark.session()
            .sql(
                """
                SELECT first(v.value), max(ordered_at), count(DISTINCT order_id), sum(paid)
                FROM their_orders o JOIN their_identifiers i USING (one_id)
                  JOIN their_vault v ON v.kind = 'identifier' AND v.namespace = i.namespace AND v.key = i.key
                GROUP BY one_id\
                """)
            .collectAsList();
    Sealer sealer = new Sealer(KEY);
    LocalDateTime end = LocalDateTime.parse("2011-12-10T12:50:00");
    Map<String, String> measured = new TreeMap<>();
    for (Row row : rows) {
      LocalDateTime last = row.<Timestamp>getAs(1).toInstant().atZone(ZONE).toLocalDateTime();
      measured.put(
          sealer.open("customer_id", row.<byte[]>getAs(0)),
          "%s, %d, %s, %d"
              .formatted(
                  last.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")),
                  row.getLong(2),
                  row.getDecimal(3),
                  Duration.between(last, end).toDays()));
    }
    return measured;
  }

  private static List<String> totals(Lake lake) {
    List<String> totals = new ArrayList<>();
    for (String table : List.of("clean_order", "clean_order_line", "clean_refund", "rejects")) {
      lake.read(table).createOrReplaceTempView(table);
    }
    totals.add(
        ask(
            "SELECT concat('lines ', count(*), ' invoices ', count(DISTINCT order_id), ' amount ', sum(line_amount)) FROM clean_order_line"));
    totals.add(
        ask(
            "SELECT concat('with a customer: lines ', count(*), ' invoices ', count(DISTINCT order_id), ' customers ', count(DISTINCT identifiers), ' amount ', sum(line_amount)) FROM clean_order_line WHERE identifiers IS NOT NULL"));
    totals.add(
        ask(
            "SELECT concat('returns: lines ', count(*), ' amount ', sum(refund_amount), ', customers ', count(DISTINCT identifiers)) FROM clean_refund"));
    totals.add(
        ask(
            "SELECT concat('orders ', count(*), ' net ', sum(paid_amount), ', with a customer ', count_if(identifiers IS NOT NULL)) FROM clean_order"));
    totals.add(ask("SELECT concat('rejects ', count(*)) FROM rejects"));
    return totals;
  }

  private static String ask(String query) {
    Row row = TestSpark.session().sql(query).head();
    return row.getString(0);
  }

  private WorkspaceFixture workspace(String name) throws IOException {
    Path target = folder.resolve(name);
    Path mapping = Path.of("testdata/online-retail");
    for (String file : List.of("tributary.yaml", "sources/invoices.yaml")) {
      Files.createDirectories(target.resolve(file).getParent());
      Files.copy(mapping.resolve(file), target.resolve(file));
    }
    Files.createDirectories(target.resolve("landing"));
    return WorkspaceFixture.existing(target);
  }

  private static void copy(Path day, WorkspaceFixture workspace) throws IOException {
    Files.copy(day, workspace.folder().resolve("landing").resolve(day.getFileName()));
  }

  private static String date(Path day) {
    return day.getFileName().toString().replace(".csv", "");
  }
}
