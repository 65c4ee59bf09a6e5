package io.tributary.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.TestSpark;
import io.tributary.identity.ResolveIdentities;
import io.tributary.ingest.IngestDumps;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Night;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real retailer's customers against the recency, frequency and monetary values that others
 * published for them. Their rules differ from ours: invoices of value 0 count, returns are ignored,
 * the whole history counts, and days run from 2011-12-10.
 */
class OnlineRetailCustomersTest {
  private static final Path DATA = Path.of("../shared/data/online_retail");
  private static final VaultKey KEY = VaultKey.parse("5e".repeat(32), "the test");

  @TempDir Path folder;

  @Test
  void allCustomersHaveThePublishedRecencyFrequencyAndMonetaryValues() throws IOException {
    assumeTrue(
        Files.isDirectory(DATA.resolve("expected")),
        "skipped: the Online Retail data does not lie beside the checkout (testdata/README.md says"
            + " where to get it)");
    Workspace workspace = workspace();
    Night.run(
        workspace,
        TestSpark.session(),
        KEY,
        LocalDate.parse("2011-12-09"),
        false,
        List.of(
            new IngestDumps(), new ResolveIdentities(), new BuildLedger(), new BuildCustomers()),
        new Console(new PrintStream(OutputStream.nullOutputStream()), true));

    Lake lake = new Lake(TestSpark.session(), workspace.lake());
    assertThat(byTheirRules(lake)).hasSize(4339).isEqualTo(published());
    assertThat(lake.read("customers").where("purchases > 0").count())
        .as("customers with a purchase by our rules: not those whose invoices are all worth 0")
        .isEqualTo(4338);
  }

  private static Map<String, String> published() throws IOException {
    try (Stream<String> lines = Files.lines(DATA.resolve("expected/customer_rfm.csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(","))
          .collect(
              Collectors.toMap(
                  cells -> cells[0],
                  cells ->
                      "last %s, %s invoices, %s, recency %s"
                          .formatted(cells[1].substring(0, 10), cells[2], cells[3], cells[4]),
                  (a, b) -> a,
                  TreeMap::new));
    }
  }

  private static Map<String, String> byTheirRules(Lake lake) {
    lake.read("orders").createOrReplaceTempView("their_orders");
    lake.read("identifiers").createOrReplaceTempView("their_identifiers");
    lake.read("vault").createOrReplaceTempView("their_vault");
    List<Row> rows =
        TestSpark.session()
            .sql(
                """
                SELECT first(v.value), concat('last ', max(ordered_on), ', ', count(DISTINCT order_id), ' invoices, ',
                  sum(paid), ', recency ', datediff(DATE'2011-12-10', max(ordered_on)))
                FROM their_orders o JOIN their_identifiers i USING (one_id)
                  JOIN their_vault v ON v.kind = 'identifier' AND v.namespace = i.namespace AND v.key = i.key
                GROUP BY one_id\
                """)
            .collectAsList();
    Sealer sealer = new Sealer(KEY);
    Map<String, String> measured = new TreeMap<>();
    for (Row row : rows) {
      measured.put(sealer.open("customer_id", row.<byte[]>getAs(0)), row.getString(1));
    }
    return measured;
  }

  private Workspace workspace() throws IOException {
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
    return WorkspaceReader.read(folder);
  }
}
