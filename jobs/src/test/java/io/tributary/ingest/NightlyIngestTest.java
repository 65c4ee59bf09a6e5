package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.Pipeline;
import io.tributary.TestSpark;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nights leave in the clean tables, told by situations. */
class NightlyIngestTest {
  private static final String ORDERS =
      """
      source: shop
      files: shop/{date}-*.csv
      format: csv
      entities:
        - entity: order
          columns:
            order_id: "no"
            channel: "'web'"
            ordered_at: "to_timestamp(at)"
            paid_amount: "cast(paid as decimal(18,2))"
            updated_at: "to_timestamp(changed)"
      """;

  private static final String MEMBERS =
      """
      source: crm
      files: crm/{date}.csv
      format: csv
      delivery: full
      entities:
        - entity: member
          columns: {member_id: "id", name: "name", latitude: "cast(north as double)"}
          identifiers: {phone: "phone"}
      """;

  private static final String ORDER_HEADER = "no,at,paid,changed";
  private static final String MEMBER_HEADER = "id,name,north,phone";

  @TempDir Path folder;

  @Test
  void theNewestVersionOfAnOrderWinsWheneverItArrives() {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(ORDERS)
            .dump(
                "shop/2025-06-01-a.csv",
                ORDER_HEADER,
                "newer in the earlier file,2025-06-01 08:00:00,10,2025-06-01 10:00:00",
                "no date of change,2025-06-01 08:00:00,10,",
                "twice in one file,2025-06-01 08:00:00,10,2025-06-01 09:00:00",
                "twice in one file,2025-06-01 08:00:00,11,2025-06-01 09:00:00")
            .dump(
                "shop/2025-06-01-b.csv",
                ORDER_HEADER,
                "newer in the earlier file,2025-06-01 08:00:00,99,2025-06-01 09:00:00")
            .dump(
                "shop/2025-06-02-a.csv",
                ORDER_HEADER,
                "no date of change,2025-06-01 08:00:00,12,",
                "corrected later,2025-06-02 08:00:00,10,2025-06-02 09:00:00",
                "overtaken,2025-06-02 08:00:00,10,2025-06-02 09:00:00")
            .ingest("2025-06-02");
    shop.dump(
            "shop/2025-06-03-a.csv",
            ORDER_HEADER,
            "corrected later,2025-06-02 08:00:00,13,2025-06-03 09:00:00",
            "overtaken,2025-06-02 08:00:00,99,2025-06-02 08:30:00")
        .dump(
            "shop/2025-05-31-late.csv",
            ORDER_HEADER,
            "no date of change,2025-06-01 08:00:00,99,",
            "only in the late dump,2025-05-31 08:00:00,14,")
        .ingest("2025-06-03");

    assertThat(
            shop.tables().rows("clean_order", "order_id", "paid_amount", "file", "first_dump_on"))
        .containsExactly(
            "corrected later | 13.00 | shop/2025-06-03-a.csv | 2025-06-02",
            "newer in the earlier file | 10.00 | shop/2025-06-01-a.csv | 2025-06-01",
            "no date of change | 12.00 | shop/2025-06-02-a.csv | 2025-05-31",
            "only in the late dump | 14.00 | shop/2025-05-31-late.csv | 2025-05-31",
            "overtaken | 10.00 | shop/2025-06-02-a.csv | 2025-06-02",
            "twice in one file | 11.00 | shop/2025-06-01-a.csv | 2025-06-01");
  }

  @Test
  void whoIsMissingFromAFullDumpIsGoneUntilTheyComeBack() throws IOException {
    WorkspaceFixture crm = members(folder.resolve("night by night"));
    for (String night : List.of("2025-06-01", "2025-06-02", "2025-06-03")) {
      crm.ingest(night);
    }
    List<String> expected =
        List.of(
            "M1 | 李雷 | member_id=M1, phone=+8613812345678 | - | 2025-06-01",
            "M2 | 韩梅 | member_id=M2 | - | 2025-06-01",
            "M3 | 王芳 | member_id=M3 | 2025-06-03 | 2025-06-01",
            "M4 | 张伟 | member_id=M4 | 2025-06-03 | 2025-06-02");
    String[] columns = {"member_id", "name", "identifiers", "gone_on", "first_dump_on"};
    assertThat(crm.tables().rows("clean_member", columns)).isEqualTo(expected);

    WorkspaceFixture caughtUp = members(folder.resolve("at once")).ingest("2025-06-03");
    assertThat(caughtUp.tables().rows("clean_member", columns)).isEqualTo(expected);
  }

  /** M2 leaves and comes back, M3 leaves, M4 comes and leaves; M1's last row is rejected. */
  private static WorkspaceFixture members(Path folder) {
    return WorkspaceFixture.in(folder)
        .source(MEMBERS)
        .dump("crm/2025-06-01.csv", MEMBER_HEADER, "M1,李雷,31,13812345678", "M2,韩梅,,", "M3,王芳,,")
        .dump("crm/2025-06-02.csv", MEMBER_HEADER, "M1,李雷,31,13812345678", "M3,王芳,,", "M4,张伟,,")
        .dump("crm/2025-06-03.csv", MEMBER_HEADER, "M1,李雷,131,13812345678", "M2,韩梅,,");
  }

  private static WorkspaceFixture membersAndOrders(Path folder) {
    return members(folder)
        .source(ORDERS)
        .dump("shop/2025-06-01-a.csv", ORDER_HEADER, "1,2025-06-01 08:00:00,10,");
  }

  @Test
  void whatNoSourceFeedsAnyMoreGoesWhenAllIsBuiltAnew() throws IOException {
    WorkspaceFixture shop = membersAndOrders(folder).ingest("2025-06-03");
    Files.delete(folder.resolve("sources/crm.yaml"));
    shop.ingest("2025-06-03");
    assertThat(shop.tables().rows("clean_member", "member_id")).hasSize(4);

    shop.ingestInFull("2025-06-03");
    assertThat(shop.tables().rows("clean_member", "member_id")).isEmpty();
    assertThat(shop.tables().rows("clean_order", "order_id")).containsExactly("1");
    assertThat(shop.tables().rows("loaded_files", "source")).containsExactly("shop");
    Map<String, Long> versions = shop.versions();
    shop.ingest("2025-06-03");
    assertThat(shop.versions()).isEqualTo(versions);

    shop.source(MEMBERS).ingest("2025-06-03");
    assertThat(shop.tables().rows("clean_member", "member_id")).hasSize(4);
  }

  @Test
  void aFinishedNightRunAgainLeavesNoTrace() throws IOException {
    WorkspaceFixture shop =
        membersAndOrders(folder).night("2025-06-03", false, WorkspaceFixture.KEY, Pipeline.JOBS);
    Map<String, Long> versions = shop.versions();
    byte[] report = Files.readAllBytes(shop.runJson("2025-06-03"));

    shop.night("2025-06-03", false, WorkspaceFixture.KEY, Pipeline.JOBS);
    assertThat(shop.versions()).isEqualTo(versions).containsKeys("runs", "vault", "loaded_files");
    assertThat(Files.readAllBytes(shop.runJson("2025-06-03"))).isEqualTo(report);

    shop.touch("shop/2025-06-01-a.csv");
    shop.touch("crm/2025-06-02.csv");
    shop.night("2025-06-03", false, WorkspaceFixture.KEY, Pipeline.JOBS);
    assertThat(shop.versions()).isEqualTo(versions);
    assertThat(Files.readAllBytes(shop.runJson("2025-06-03"))).isEqualTo(report);

    Path exported = shop.folder().resolve("exports/2025-06-03/tables");
    Files.move(exported, folder.resolve("moved away"));
    shop.with(
            "tributary.yaml",
            "brand: Demo Footwear\nquality: {max_reject_rate: 1}\nexport: {csv_bom: true}\n")
        .night("2025-06-03", false, WorkspaceFixture.KEY, Pipeline.JOBS);
    assertThat(Files.readString(exported.resolve("rejects.csv"))).startsWith("\uFEFFsource,");
    assertThat(Files.readString(exported.resolve("data-dictionary.csv"))).startsWith("\uFEFFtable");
  }

  @Test
  void twoSourcesMayReadTheSameFiles() throws IOException {
    String stores =
        """
        source: stores
        files: shop/{date}-*.csv
        format: csv
        entities: [{entity: store, columns: {store_id: "no", name: "nullif(paid, '')"}}]
        """;
    String more =
        """
        source: more_stores
        files: shop/{date}-*.csv
        format: csv
        entities: [{entity: store, columns: {store_id: "nullif(changed, '')", name: "no"}}]
        """;
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(stores)
            .source(more)
            .dump("shop/2025-06-01-a.csv", ORDER_HEADER, "S1,,one,S2", "S3,,three,", ",,four,")
            .ingest("2025-06-01");
    assertThat(shop.tables().rows("clean_store", "store_id", "name", "source"))
        .containsExactly("S1 | one | stores", "S2 | S1 | more_stores", "S3 | three | stores");
    assertThat(shop.tables().rows("rejects", "source", "row"))
        .containsExactly("more_stores | 2", "more_stores | 3", "stores | 3");

    Map<String, Long> versions = shop.versions();
    shop.ingest("2025-06-01");
    assertThat(shop.versions()).isEqualTo(versions);

    shop.touch("shop/2025-06-01-a.csv");
    shop.ingestInFull("2025-06-01");
    assertThat(shop.tables().rows("loaded_files", "source", "path", "rejected"))
        .containsExactly(
            "more_stores | shop/2025-06-01-a.csv | 2", "stores | shop/2025-06-01-a.csv | 1");
    assertThat(shop.tables().rows("rejects", "source", "row"))
        .containsExactly("more_stores | 2", "more_stores | 3", "stores | 3");

    shop.retract("shop/2025-06-01-a.csv").ingest("2025-06-01");
    assertThat(shop.tables().rows("clean_store", "store_id")).isEmpty();
  }

  @Test
  void whatIsReplacedRetractedOrMappedAnewIsRebuilt() throws IOException {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .source(ORDERS)
            .dump(
                "shop/2025-06-01-a.csv",
                ORDER_HEADER,
                "1,2025-06-01 08:00:00,10,",
                "2,2025-06-01 08:00:00,20,")
            .dump("shop/2025-06-01-b.csv", ORDER_HEADER, "3,2025-06-01 08:00:00,30,")
            .dump(
                "shop/2025-06-02-a.csv",
                ORDER_HEADER,
                "1,2025-06-01 08:00:00,999,",
                "9,2025-06-02 08:00:00,90,")
            .ingest("2025-06-02");
    String[] columns = {"order_id", "channel", "paid_amount"};
    long vault = shop.versions().get("vault");

    shop.dump("shop/2025-06-01-a.csv", ORDER_HEADER, "1,2025-06-01 08:00:00,11,")
        .ingest("2025-06-02");
    assertThat(shop.tables().rows("clean_order", columns))
        .containsExactly("1 | web | 999.00", "3 | web | 30.00", "9 | web | 90.00");
    assertThat(shop.versions()).containsEntry("vault", vault);

    String bad = shop.folder().resolve("landing/shop/2025-06-02-a.csv").toString();
    shop.retract(bad).ingest("2025-06-02");
    assertThat(shop.tables().rows("clean_order", columns))
        .containsExactly("1 | web | 11.00", "3 | web | 30.00");
    Map<String, Long> versions = shop.versions();
    assertThat(RetractDump.retract(shop.lake(), TestSpark.session(), shop.read(), bad))
        .isEqualTo(new RetractDump.Retracted("shop/2025-06-02-a.csv", true));
    shop.ingest("2025-06-02");
    assertThat(shop.versions()).isEqualTo(versions);

    shop.source(ORDERS.replace("'web'", "'app'")).ingest("2025-06-03");
    assertThat(shop.tables().rows("clean_order", columns))
        .containsExactly("1 | app | 11.00", "3 | app | 30.00");

    refusals(shop);
    assertThat(shop.tables().rows("clean_order", columns))
        .containsExactly("1 | app | 11.00", "3 | app | 30.00");
  }

  private static void refusals(WorkspaceFixture shop) throws IOException {
    assertThatThrownBy(() -> shop.ingest("2025-06-02"))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("The lake already stands at 2025-06-03");
    VaultKey another = VaultKey.parse("77".repeat(32), "the test");
    assertThatThrownBy(() -> shop.night("2025-06-04", false, another, List.of(new IngestDumps())))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("protected by another key");
    assertThatThrownBy(() -> shop.retract("shop/2025-06-09-a.csv"))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("No file 'shop/2025-06-09-a.csv' is loaded");
    shop.remove("shop/2025-06-01-b.csv");
    assertThatThrownBy(() -> shop.ingestInFull("2025-06-03"))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("landing lacks 1 of them: shop/2025-06-01-b.csv");
  }
}
