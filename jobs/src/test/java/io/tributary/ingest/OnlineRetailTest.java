package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.TestSpark;
import io.tributary.lake.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real retailer's invoices, 305 trading days, against the totals that are published for them. The
 * data may not be committed; the test looks for it beside the checkout.
 */
class OnlineRetailTest {
  private static final Path DATA = Path.of("../shared/data/online_retail/by-day");
  private static final int NIGHTS_OF_THEIR_OWN = 2;

  @TempDir Path folder;

  @Test
  void nightByNightAndAllAtOnceGiveThePublishedTotals() throws IOException {
    assumeTrue(
        Files.isDirectory(DATA),
        "skipped: the Online Retail data does not lie beside the checkout (testdata/README.md says where to get it)");
    List<Path> days;
    try (Stream<Path> files = Files.list(DATA)) {
      days = files.sorted().toList();
    }
    WorkspaceFixture nightly = workspace("nightly");
    for (Path day : days.subList(0, NIGHTS_OF_THEIR_OWN)) {
      copy(day, nightly);
      nightly.ingest(date(day));
    }
    for (Path day : days.subList(NIGHTS_OF_THEIR_OWN, days.size())) {
      copy(day, nightly);
    }
    String last = date(days.get(days.size() - 1));
    nightly.ingest(last);

    WorkspaceFixture atOnce = workspace("at-once");
    for (Path day : days) {
      copy(day, atOnce);
    }
    atOnce.ingest(last);

    for (WorkspaceFixture workspace : List.of(nightly, atOnce)) {
      assertThat(totals(workspace.lake()))
          .containsExactly(
              "lines 531283 invoices 20726 amount 10666684.54",
              "with a customer: lines 397924 invoices 18536 customers 4339 amount 8911407.90",
              "returns: lines 9288 amount 896812.49, customers 1589",
              "orders 20726 net 10666684.54, with a customer 18536",
              "rejects 0");
    }
    for (String table : List.of("clean_order", "clean_order_line", "clean_refund")) {
      assertThat(nightly.lake().read(table).exceptAll(atOnce.lake().read(table)).count())
          .as(table)
          .isZero();
      assertThat(atOnce.lake().read(table).exceptAll(nightly.lake().read(table)).count())
          .as(table)
          .isZero();
    }
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
