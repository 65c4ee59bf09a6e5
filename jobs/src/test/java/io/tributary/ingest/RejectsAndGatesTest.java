package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.Pipeline;
import io.tributary.TestSpark;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left out of the clean tables, and what stops a night. */
class RejectsAndGatesTest {
  private static final String ORDERS =
      """
      source: shop
      files: shop/{date}.csv
      format: csv
      entities:
        - entity: order
          columns:
            order_id: "no"
            channel: "'web'"
            ordered_at: "to_timestamp(at)"
            paid_amount: "cast(paid as decimal(18,2))"
          identifiers: {phone: "phone"}
      """;

  private static final String STORES =
      """
      source: stores
      files: stores/{date}.csv
      format: csv
      delivery: full
      required: true
      min_rows: 2
      checks: ["count(*) = count(distinct id)"]
      entities: [{entity: store, columns: {store_id: "id"}}]
      """;

  private static final String[] FAULTY = {
    "no,at,paid,phone",
    "good,2025-06-01 08:00:00,10,13812345678",
    "no time,yesterday,10,13812345679",
    "below zero,2025-06-01 08:00:00,-5,",
    "one field too many,2025-06-01 08:00:00,10,,13812345670",
    "masked phone,2025-06-01 08:00:00,10,138****5678",
    "no phone,2025-06-01 08:00:00,10,12345",
    "unread amount,2025-06-01 08:00:00,￥12,",
    ",2025-06-01 08:00:00,10,",
  };

  private static final List<String> REJECTS =
      List.of(
          "2 | order | ordered_at | required, but empty or unreadable",
          "3 | order | paid_amount | breaks the rule: paid_amount >= 0",
          "4 | - | - | the record does not fit the file's columns",
          "8 | order | order_id | required, but empty or unreadable");

  @TempDir Path folder;

  @Test
  void faultyRecordsAreLeftOutAndTold() throws IOException {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder).source(ORDERS).dump("shop/2025-06-01.csv", FAULTY);
    shop.night("2025-06-01", false, WorkspaceFixture.KEY, Pipeline.JOBS);

    assertThat(shop.tables().rows("clean_order", "order_id", "paid_amount", "identifiers"))
        .containsExactly(
            "good | 10.00 | phone=+8613812345678",
            "masked phone | 10.00 | -",
            "no phone | 10.00 | -",
            "unread amount | - | -");
    assertThat(shop.tables().rows("rejects", "row", "entity", "column", "reason"))
        .isEqualTo(REJECTS);
    assertThat(shop.tables().rows("rejects", "record_key"))
        .containsExactly(
            "one field too many,2025-06-01 08:00:00,10,,13812345670",
            "{\"at\":\"2025-06-01 08:00:00\",\"paid\":\"10\"}",
            "{\"no\":\"below zero\",\"at\":\"2025-06-01 08:00:00\",\"paid\":\"-5\"}",
            "{\"no\":\"no time\",\"at\":\"yesterday\",\"paid\":\"10\",\"phone\":\"13812345679\"}");

    JsonNode told = shop.report("2025-06-01").path("sources").path("shop");
    assertThat(told.path("rows").asInt()).isEqualTo(8);
    assertThat(told.path("rejected").asInt()).isEqualTo(4);
    assertThat(told.path("unread").toString())
        .contains("\"order.paid_amount\"", "\"rows\":1", "[\"￥99\"]");
    assertThat(told.path("identifiers_dropped").toString())
        .isEqualTo("{\"phone:invalid\":1,\"phone:masked\":1}");
    exportsAreTrueToContract(shop.folder().resolve("exports/2025-06-01/tables"));
  }

  private static void exportsAreTrueToContract(Path exports) throws IOException {
    for (String table : Contracts.PUBLISHED) {
      assertThat(TestSpark.session().read().parquet(exports.resolve(table).toString()).dtypes())
          .as(table)
          .extracting(column -> column._1())
          .containsExactlyElementsOf(Contracts.table(table).columnNames());
    }
    List<String> csv = Files.readAllLines(exports.resolve("rejects.csv"));
    assertThat(csv.get(0))
        .isEqualTo("source,file,row,mapping,entity,column,reason,dump_date,as_of");
    assertThat(csv.get(1))
        .isEqualTo(
            "shop,shop/2025-06-01.csv,2,1,order,ordered_at,\"required, but empty or unreadable\",2025-06-01,2025-06-01");
    assertThat(csv).hasSize(5).noneMatch(line -> line.contains("138"));
  }

  @Test
  void aFileThatIsReadInPiecesHasTheSameRowNumbers() {
    WorkspaceFixture.in(folder).source(ORDERS).dump("shop/2025-06-01.csv", FAULTY);
    StagedSource staged = staged(100);

    assertThat(staged.rows().select("_block").distinct().count()).isGreaterThan(2);
    assertThat(
            rejected(staged, "concat_ws(' | ', row, nvl(entity, '-'), nvl(column, '-'), reason)"))
        .containsExactlyInAnyOrderElementsOf(REJECTS);
  }

  /** Otherwise the second night with the same file could not tell the two rows apart. */
  @Test
  void aRecordThatTwoMappingsOfOneEntityRejectHasTwoKeys() {
    String mapping = ORDERS.substring(ORDERS.indexOf("  - entity"));
    WorkspaceFixture.in(folder)
        .source(ORDERS + mapping.replace("columns:", "where: \"true\"\n    columns:"))
        .dump("shop/2025-06-01.csv", FAULTY[0], FAULTY[2]);
    StagedSource staged = staged(1 << 20);

    assertThat(rejected(staged, "concat_ws(' | ', row, mapping, entity, column, as_of)"))
        .containsExactlyInAnyOrder(
            "1 | 1 | order | ordered_at | 2025-06-01", "1 | 2 | order | ordered_at | 2025-06-01");
    assertThat(rejected(staged, "reject_key")).doesNotHaveDuplicates();
  }

  @Test
  void theChecksOfASourceHoldForADumpWithoutRows() {
    WorkspaceFixture.in(folder)
        .source(ORDERS + "checks: [\"count(*) > 0\", \"count_if(paid is null) = 0\"]\n")
        .dump("shop/2025-05-30.csv", FAULTY[0], FAULTY[1])
        .dump("shop/2025-05-31.csv", FAULTY[0])
        .dump("shop/2025-06-01.csv");
    assertThat(staged(1 << 20).failedChecks())
        .containsExactly(
            "shop: the dump of 2025-05-31 does not pass its check: count(*) > 0. Ask for it again, or correct the check in sources/shop.yaml.",
            "shop: the dump of 2025-06-01 does not pass its check: count(*) > 0. Ask for it again, or correct the check in sources/shop.yaml.");
  }

  private StagedSource staged(int bytesOfAPiece) {
    Workspace workspace = WorkspaceFixture.existing(folder).read();
    SparkSession session = Sessions.forWorkspace(TestSpark.session(), workspace.settings());
    SparkSession pieces = Sessions.forMappings(session);
    pieces.conf().set("spark.sql.files.maxPartitionBytes", bytesOfAPiece);
    LocalDate date = LocalDate.of(2025, 6, 1);
    var lake = WorkspaceFixture.existing(folder).lake();
    Run run =
        new Run("a run", workspace, session, lake, WorkspaceFixture.KEY, date, false, null, null);
    var plan = IngestDumps.plan(workspace, lake, pieces, date, false, Map.of());
    return StagedSource.write(run, pieces, plan.sources().get("shop"), new Tombstones(List.of()));
  }

  private static List<String> rejected(StagedSource staged, String expression) {
    var night =
        RowFactory.create("shop", "shop/2025-06-01.csv", java.sql.Date.valueOf("2025-06-01"));
    var nights =
        TestSpark.session()
            .createDataFrame(
                List.of(night), StructType.fromDDL("source string, file string, as_of date"));
    return RejectedRows.of(staged, nights)
        .selectExpr(expression)
        .as(Encoders.STRING())
        .collectAsList();
  }

  @Test
  void aNightThatAGateStopsChangesNothing() {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .with("tributary.yaml", "brand: Demo Footwear\n")
            .source(ORDERS)
            .source(STORES)
            .dump("shop/2025-06-01.csv", Arrays.copyOf(FAULTY, 2))
            .dump("stores/2025-06-01.csv", "id", "S1", "S2", "S3", "S4", "S5")
            .ingest("2025-06-01");
    Map<String, Long> before = shop.versions();

    shop.dump("shop/2025-06-02.csv", FAULTY);
    assertThatThrownBy(() -> shop.ingest("2025-06-02"))
        .isInstanceOf(GateStopped.class)
        .hasMessageContaining(
            "shop: 4 of 8 records were rejected, more than quality.max_reject_rate 0.02 allows: "
                + "order.order_id: required, but empty or unreadable (1); "
                + "order.ordered_at: required, but empty or unreadable (1); "
                + "order.paid_amount: breaks the rule: paid_amount >= 0 (1). In shop/2025-06-02.csv.")
        .hasMessageContaining("stores: no dump dated 2025-06-02 lies in landing");

    shop.dump("stores/2025-06-02.csv", "id", "S1");
    assertThatThrownBy(() -> shop.ingest("2025-06-02"))
        .isInstanceOf(GateStopped.class)
        .hasMessageContaining(
            "stores: the dump dated 2025-06-02 has 1 records, fewer than min_rows 2")
        .hasMessageContaining(
            "stores: the full dump of 2025-06-02 has 1 records, the one of 2025-06-01 had 5");

    shop.dump("stores/2025-06-02.csv", "id", "S1", "S2", "S2");
    assertThatThrownBy(() -> shop.ingest("2025-06-02"))
        .isInstanceOf(GateStopped.class)
        .hasMessageContaining(
            "stores: the dump of 2025-06-02 does not pass its check: count(*) = count(distinct id)");

    Map<String, Long> after = shop.versions();
    after.remove("runs");
    before.remove("runs");
    assertThat(after).isEqualTo(before);
    assertThat(LakeState.of(shop.lake()).lastDate()).contains(LocalDate.of(2025, 6, 1));
  }

  /** Half of tonight's records, but few of all that are read again with it. */
  @Test
  void soundDumpsThatAreReadAgainDoNotHideABadOne() {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .with("tributary.yaml", "brand: Demo Footwear\nquality: {max_reject_rate: 0.4}\n")
            .source(ORDERS)
            .dump("shop/2025-06-01.csv", FAULTY[0], FAULTY[1], "2,2025-06-01 08:00:00,10,")
            .ingest("2025-06-01")
            .dump("shop/2025-06-02.csv", FAULTY[0], FAULTY[2], FAULTY[1]);
    assertThatThrownBy(() -> shop.ingestInFull("2025-06-02"))
        .isInstanceOf(GateStopped.class)
        .hasMessage(
            "shop: 1 of 2 records in new files were rejected, more than quality.max_reject_rate 0.4 allows: "
                + "order.ordered_at: required, but empty or unreadable (1). In shop/2025-06-02.csv. "
                + "Correct the mapping or ask for the dump again; nothing of tonight was merged.");
    shop.dump("shop/2025-06-02.csv", FAULTY[0], FAULTY[1]).ingestInFull("2025-06-02");
  }

  @Test
  void aNightMayDoWithoutTheDumpThatWasTakenBackOfARequiredSource() {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(STORES)
            .dump("stores/2025-06-01.csv", "id", "S1", "S2")
            .ingest("2025-06-01")
            .dump("stores/2025-06-02.csv", "id", "S1", "X", "Y")
            .ingest("2025-06-02")
            .retract("stores/2025-06-02.csv")
            .ingest("2025-06-02");
    assertThat(shop.tables().rows("clean_store", "store_id")).containsExactly("S1", "S2");
    shop.ingest("2025-06-02");

    shop.dump("stores/2025-06-02.csv", "id", "S1");
    assertThatThrownBy(() -> shop.ingest("2025-06-02"))
        .isInstanceOf(GateStopped.class)
        .hasMessageContaining("has 1 records, fewer than min_rows 2");
    assertThatThrownBy(() -> shop.ingest("2025-06-03"))
        .isInstanceOf(GateStopped.class)
        .hasMessageContaining("no dump dated 2025-06-03 lies in landing");
  }

  @Test
  void howeverOftenANightIsStoppedItsReportNamesTheVersionsOfTheFinishedOne() throws IOException {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .with("tributary.yaml", "brand: Demo Footwear\n")
            .source(ORDERS)
            .dump("shop/2025-06-01.csv", Arrays.copyOf(FAULTY, 2))
            .ingest("2025-06-01");
    JsonNode finished = run(shop).path("tables");
    assertThat(finished.has("clean_order")).isTrue();

    shop.dump("shop/2025-06-01.csv", FAULTY);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> shop.ingest("2025-06-01")).isInstanceOf(GateStopped.class);
      assertThat(run(shop).path("status").asText()).isEqualTo("stopped");
      assertThat(run(shop).path("gates")).hasSize(1);
      assertThat(run(shop).path("tables")).isEqualTo(finished);
    }
  }

  private static JsonNode run(WorkspaceFixture shop) throws IOException {
    return new ObjectMapper().readTree(shop.runJson("2025-06-01").toFile());
  }
}
