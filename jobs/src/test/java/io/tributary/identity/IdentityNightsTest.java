package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.LargeNight;
import io.tributary.ingest.IngestDumps;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nights leave in the identity tables of a lake. Each test is the story of one shop: a night
 * costs seconds.
 */
class IdentityNightsTest {
  private static final List<Job> JOBS = List.of(new IngestDumps(), new ResolveIdentities());
  private static final String ORDERS =
      """
      source: orders
      files: shop/{date}-*.csv
      format: csv
      entities:
        - entity: order
          columns: {order_id: "no", channel: "'web'", ordered_at: "to_timestamp(at)", paid_amount: "cast(paid as decimal(18,2))"}
          identifiers: {phone: "phone", email: "email"}
      """;
  private static final String MEMBERS =
      """
      source: members
      files: crm/{date}.csv
      format: csv
      delivery: full
      entities:
        - entity: member
          columns: {member_id: "id", joined_at: "to_timestamp(joined)", points: "cast(points as bigint)"}
          identifiers: {member_id: "id", phone: "phone"}
      """;
  private static final String ORDER = "no,at,paid,phone,email";
  private static final String MEMBER = "id,joined,points,phone";

  @TempDir Path folder;

  private WorkspaceFixture shop() {
    return WorkspaceFixture.in(folder)
        .source(ORDERS)
        .source(MEMBERS)
        .dump(
            "shop/2025-06-01-a.csv",
            ORDER,
            "1,2025-06-01,10,13812340001,a@example.com",
            "2,2025-06-01,10,,b@example.com",
            "3,2025-06-01,10,,")
        .dump("crm/2025-06-01.csv", MEMBER, "M1,2025-01-01,5,13812340001", "M2,2025-01-01,5,");
  }

  private static WorkspaceFixture night(WorkspaceFixture shop, String date) {
    return shop.night(date, false, WorkspaceFixture.KEY, JOBS);
  }

  private static List<String> rows(WorkspaceFixture shop, String table, String... columns) {
    return shop.tables().rows(table, columns);
  }

  private static Map<String, String> owners(WorkspaceFixture shop) {
    return shop
        .lake()
        .read("customer_records")
        .where(col("entity").equalTo("order"))
        .selectExpr("concat(record_key, ' ', one_id)")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .collect(Collectors.toMap(s -> s.split(" ")[0], s -> s.split(" ")[1]));
  }

  @Test
  void nightByNightWhatChangedIsTouchedAndNothingElse() throws IOException {
    WorkspaceFixture shop = night(shop(), "2025-06-01");
    Map<String, String> first = owners(shop);
    assertThat(first).containsOnlyKeys("1", "2");
    assertThat(rows(shop, "identity_summary", "records", "customers", "merged"))
        .containsExactly("4 | 3 | 0");
    Map<String, Long> versions = shop.versions();

    night(shop, "2025-06-01");
    assertThat(shop.versions()).isEqualTo(versions);

    shop.dump("crm/2025-06-02.csv", MEMBER, "M1,2025-01-01,99,13812340001", "M2,2025-01-01,5,");
    night(shop, "2025-06-02");
    List<String> others = new ArrayList<>(new ResolveIdentities().writes());
    others.remove("identity_summary");
    for (String table : others) {
      assertThat(shop.versions())
          .as(table + ": points are no evidence")
          .contains(Map.entry(table, versions.get(table)));
    }
    versions = shop.versions();
    night(shop, "2025-06-02");
    assertThat(shop.versions()).isEqualTo(versions);

    shop.dump("shop/2025-06-03-a.csv", ORDER, "4,2025-06-03,10,13812340001,b@example.com");
    aGateStopsTheNightAndLastNightsCustomersStay(shop, first);
    night(shop, "2025-06-03");
    assertThat(owners(shop))
        .containsEntry("1", first.get("1"))
        .containsEntry("2", first.get("1"))
        .containsEntry("4", first.get("1"));
    assertThat(rows(shop, "one_id_history", "event", "on", "evidence"))
        .containsExactly(
            "created | 2025-06-01 | -",
            "created | 2025-06-01 | -",
            "created | 2025-06-01 | -",
            "merged | 2025-06-03 | order 4 of 2025-06-03");
    assertThat(rows(shop, "identity_summary", "as_of", "records", "customers", "merged"))
        .containsExactly(
            "2025-06-01 | 4 | 3 | 0", "2025-06-02 | 4 | 3 | 0", "2025-06-03 | 5 | 2 | 1");

    shop.retract("shop/2025-06-03-a.csv").dump("crm/2025-06-04.csv", MEMBER, "M2,2025-01-01,5,");
    night(shop, "2025-06-04");
    Map<String, String> split = owners(shop);
    assertThat(split).containsOnlyKeys("1", "2").containsEntry("1", first.get("1"));
    assertThat(split.get("2")).isNotEqualTo(first.get("1"));
    assertThat(rows(shop, "one_id_history", "event", "on")).contains("split | 2025-06-04");
    assertThat(rows(shop, "identifiers", "namespace", "first_seen_on", "last_seen_on", "records"))
        .as("who left the CRM is still who they were")
        .contains("member_id | 2025-01-01 | 2025-06-04 | 1");
    assertSameInFull(shop, "2025-06-04");
  }

  private static void aGateStopsTheNightAndLastNightsCustomersStay(
      WorkspaceFixture shop, Map<String, String> before) {
    shop.with(
        "tributary.yaml",
        "brand: Demo Footwear\nquality: {min_rows_vs_previous: 0, max_customer_identifiers: 3}\n");
    assertThatThrownBy(() -> night(shop, "2025-06-03"))
        .isInstanceOf(GateStopped.class)
        .hasMessageContaining("one customer would have 4 identifiers")
        .hasMessageContaining("quality.max_customer_identifiers 3");
    assertThat(owners(shop)).isEqualTo(before);
    shop.with("tributary.yaml", "brand: Demo Footwear\nquality: {min_rows_vs_previous: 0}\n");
  }

  private static void assertSameInFull(WorkspaceFixture shop, String date) {
    List<String> identifiers = rows(shop, "identifiers", shop.lake().read("identifiers").columns());
    Map<String, String> owners = owners(shop);
    List<String> history = rows(shop, "one_id_history", "one_id", "event", "other_one_id", "on");
    LargeNight.during(() -> shop.night(date, true, WorkspaceFixture.KEY, JOBS));
    assertThat(rows(shop, "identifiers", shop.lake().read("identifiers").columns()))
        .isEqualTo(identifiers);
    assertThat(owners(shop)).isEqualTo(owners);
    assertThat(rows(shop, "one_id_history", "one_id", "event", "other_one_id", "on"))
        .isEqualTo(history);
  }

  @Test
  void aNightThatDiedHalfWayIsDoneAgainAndNewSettingsComputeEverythingAnew() throws IOException {
    WorkspaceFixture shop = night(shop(), "2025-06-01");
    shop.dump("shop/2025-06-02-a.csv", ORDER, "4,2025-06-02,10,,c@example.com");
    String state = shop.lake().files().read(shop.lake().internal("identity.json")).orElseThrow();
    night(shop, "2025-06-02");
    Map<String, String> expected = owners(shop);
    List<String> history = rows(shop, "one_id_history", "one_id", "event", "on");

    // As if the process had been killed before the job's commit.
    shop.lake().files().replace(shop.lake().internal("identity.json"), state);
    night(shop, "2025-06-02");
    assertThat(owners(shop)).isEqualTo(expected);
    assertThat(rows(shop, "one_id_history", "one_id", "event", "on")).isEqualTo(history);

    assertThat(rows(shop, "identifiers", "namespace", "status")).doesNotContain("phone | blocked");
    shop.with(
        "tributary.yaml",
        "brand: Demo Footwear\nidentity: {blocklist: [\"phone:/^1381234/\", \"email:/^B@/\", \"email:/^b@/\"]}\n");
    night(shop, "2025-06-02");
    assertThat(rows(shop, "identifiers", "namespace", "status", "one_id"))
        .contains("phone | blocked | -", "email | blocked | -");
    assertThat(rows(shop, "identity_summary", "blocked_identifiers")).contains("2");
    assertThat(owners(shop)).containsOnlyKeys("1", "4");
  }
}
