package io.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.LogCopy;
import io.tributary.Pipeline;
import io.tributary.TestSpark;
import io.tributary.bench.LakeComparison;
import io.tributary.identity.ResolveIdentities;
import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.ledger.BuildLedger;
import io.tributary.notebooks.PythonEnvironment;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.report.Browser;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed retailer's nights, and all that is asked of what they leave, say and show: a night
 * costs half a minute.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommittedRetailerTest {
  private static final Path RETAILER = Path.of("testdata", "omnichannel");

  /** Nobody's: a device without an id. */
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  /** Its files hold what a platform matches: hashes, of which nobody reads a number. */
  private static final String AUDIENCE =
      """
      audience: came_once
      owner: crm
      description: Bought once
      where: "purchases = 1"
      arms: {control: 0.3, treatment: 0.7}
      deliver: [tencent_ads]
      """;

  @TempDir static Path parent;

  /** Called as a pattern is written, by which it would not be found. */
  private static Path folder;

  private static WorkspaceFixture retailer;
  private static String log;
  private static final ByteArrayOutputStream CONSOLE = new ByteArrayOutputStream();

  @BeforeAll
  static void twoNights() throws IOException {
    folder = parent.resolve("shops [north] {all}");
    copyOfTheRetailer("tributary.yaml", "sources", "landing");
    retailer = WorkspaceFixture.existing(folder).with("audiences/came_once.yaml", AUDIENCE);
    Console console = new Console(new PrintStream(CONSOLE), false);
    log =
        LogCopy.during(
            () -> {
              retailer.night("2025-06-29", Pipeline.JOBS, console);
              // Lists of other tools hold identifiers; one night with them is enough.
              copyOfTheRetailer("campaigns", "lists");
              loseControlOf("lists/may_reminder.csv");
              retailer.night("2025-06-30", Pipeline.JOBS, console);
            });
  }

  @Test
  void whatTheNightsLeaveNamesNobody() throws IOException {
    Map<String, String> texts = LeftTexts.of(folder);
    texts.put("log", log);
    texts.put("console", CONSOLE.toString(StandardCharsets.UTF_8));

    Set<String> identifiers = identifiers();
    assertThat(identifiers).hasSizeGreaterThan(500);
    assertThat(LeftTexts.found(identifiers, texts)).isEmpty();
    assertThat(retailer.tables().vault().values()).containsAll(peopleOf("phone"));
    ordersAreTheTruth(retailer);
  }

  @Test
  void theReportTellsOfAFinishedAnImmatureAndABrokenCampaign()
      throws IOException, InterruptedException {
    try (Browser browser = Browser.start()) {
      browser.open(folder.resolve("exports/2025-06-30/report/index.html"), 1280);

      assertThat(browser.cells("campaign_verdicts"))
          .satisfiesExactlyInAnyOrder(
              finished ->
                  assertThat(finished)
                      .startsWith("summer_news | treatment | too few | An arm has fewer than 30"),
              immature ->
                  assertThat(immature)
                      .startsWith("june_points | treatment | too early | Too early: ")
                      .contains("final on 4 Aug 2025 at the latest"),
              broken ->
                  assertThat(broken)
                      .startsWith(
                          "may_reminder | treatment | withheld | Withheld: treatment has 93.1% of"
                              + " the people who were assigned, where 50.0% were to be drawn."));
    }
  }

  /** Among so few, nobody could see that the list has lost a third of its control group. */
  private static void loseControlOf(String list) {
    try {
      List<String> left = new ArrayList<>();
      int controls = 0;
      for (String line : Files.readAllLines(folder.resolve(list))) {
        if (!line.contains(",control,") || controls++ < 2) {
          left.add(line);
        }
      }
      Files.write(folder.resolve(list), left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void notebooksGetToTheirEndsAndShowNobody() throws IOException, InterruptedException {
    Path shown = folder.resolve("notebooks");
    PythonEnvironment.orSkip().runNotebooks(folder, shown);
    Map<String, String> texts = new TreeMap<>();
    for (Path notebook : LeftTexts.files(shown)) {
      texts.put(notebook.getFileName().toString(), Files.readString(notebook));
    }
    assertThat(texts).hasSize(9);
    assertThat(LeftTexts.found(identifiers(), texts)).isEmpty();
  }

  @Test
  void publishedTablesAreWhatTheirContractsSay() {
    Workspace workspace = WorkspaceReader.read(folder);
    Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
    for (String table : Contracts.PUBLISHED) {
      TableSpec spec = Contracts.table(table, workspace);
      Dataset<Row> rows = lake.read(table);
      assertThat(rows.schema().fields())
          .extracting(field -> field.name() + " " + field.dataType().sql())
          .as(table)
          .containsSubsequence(
              spec.columns().stream()
                  .map(c -> c.name() + " " + DataType.fromDDL(c.type()).sql())
                  .toList());
      assertThat(rows.select(columns(spec.key())).collectAsList())
          .as("keys of " + table)
          .doesNotHaveDuplicates()
          .noneMatch(Row::anyNull);
    }
  }

  /** The last one, since it makes the tables anew. Those of later jobs are made anew each night. */
  @Test
  @Order(Integer.MAX_VALUE)
  void nightByNightTheTablesBecomeThoseOfAFullRun() {
    List<Job> jobs = List.of(new IngestDumps(), new ResolveIdentities(), new BuildLedger());
    Lake now = retailer.lake();
    Map<String, Long> versions = retailer.versions();
    Lake before = now.asOf(versions);
    retailer.night("2025-06-30", true, WorkspaceFixture.KEY, jobs);

    Set<String> compared = new TreeSet<>(LakeComparison.tables(before, now));
    compared.retainAll(jobs.stream().flatMap(job -> job.writes().stream()).toList());
    assertThat(compared)
        .contains("clean_order", "identifiers", "customer_records", "customer_ledger");
    // What is still the same version was not written: the full run found no row to change.
    Map<String, Long> anew = retailer.versions();
    compared.removeIf(table -> anew.get(table).equals(versions.get(table)));
    for (String table : compared) {
      assertThat(lines(now, table)).as(table).isEqualTo(lines(before, table));
    }
  }

  private static List<String> lines(Lake lake, String table) {
    return LakeComparison.lines(lake.read(table)).as(Encoders.STRING()).collectAsList().stream()
        .sorted()
        .toList();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
  }

  private static void copyOfTheRetailer(String... parts) {
    try {
      for (String part : parts) {
        for (Path file : LeftTexts.files(RETAILER.resolve(part))) {
          Path copy = folder.resolve(RETAILER.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values that the dumps hide among them, as normalisation leaves them and as dumps have. */
  private static Set<String> identifiers() {
    Set<String> values = new TreeSet<>();
    for (Row row : truth("identifiers").select("value").distinct().collectAsList()) {
      values.add(row.getString(0));
      values.add(row.getString(0).replaceFirst("^\\+86", ""));
    }
    for (Row row :
        TestSpark.session()
            .read()
            .option("header", true)
            .csv(RETAILER.resolve("landing/crm/*/members-*.csv.gz").toString())
            .select("name")
            .distinct()
            .collectAsList()) {
      if (!row.isNullAt(0)) {
        // A given name may also be part of a city's.
        values.add('"' + row.getString(0) + '"');
      }
    }
    values.remove(NOBODY);
    return values;
  }

  private static List<String> peopleOf(String namespace) {
    return truth("identifiers")
        .where(col("namespace").equalTo(namespace))
        .select("value")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static void ordersAreTheTruth(WorkspaceFixture retailer) {
    String[] columns = {"order_id", "channel", "status", "paid_amount"};
    List<String> told =
        truth("orders")
            .selectExpr("concat_ws(' | ', order_id, channel, status, paid_amount)")
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .sorted()
            .toList();
    assertThat(retailer.tables().rows("clean_order", columns)).isEqualTo(told);
  }

  private static Dataset<Row> truth(String table) {
    return TestSpark.session()
        .read()
        .option("header", true)
        .csv(RETAILER.resolve("truth").resolve(table).toString());
  }
}
