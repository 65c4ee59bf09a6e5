package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.ingest.IngestDumps;
import io.tributary.ingest.RecordPlace;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code explain} answers. */
class ExplainTest {
  private static final String ORDERS =
      """
      source: orders
      files: shop/{date}-*.csv
      format: csv
      entities:
        - entity: order
          columns: {order_id: "no", channel: "'web'", ordered_at: "to_timestamp(at)", paid_amount: "cast(paid as decimal(18,2))"}
          identifiers: {phone: "phone", email: "email", member_id: "member"}
      """;

  @TempDir Path folder;

  @Test
  void theChainTheRefusalsAndTheHistory() {
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder)
            .with(
                "tributary.yaml",
                "brand: Demo Footwear\nidentity: {blocklist: [\"email:nobody@example.com\"]}\n")
            .source(ORDERS)
            .dump(
                "shop/2025-06-01-a.csv",
                "no,at,paid,phone,email,member",
                "1,2025-05-01,10,13812340001,ann@example.com,",
                "2,2025-05-02,10,,nobody@example.com,VIP00000001",
                "3,2025-05-03,10,,ann@example.com,VIP00000001",
                "4,2025-05-04,10,13812340001,,VIP00000002",
                "5,2025-05-05,10,,bea@example.com,")
            .night(
                "2025-06-01",
                false,
                WorkspaceFixture.KEY,
                List.of(new IngestDumps(), new ResolveIdentities()));

    List<String> lines = explain(shop, "138 1234 0001", false);
    String oneId = lines.get(0).replaceAll(".* ", "");
    assertThat(lines)
        .containsExactly(
            "phone:+86138****0001 belongs to customer " + oneId,
            "Customer " + oneId + ": 2 identifiers, strongest first",
            "  member_id:VIP****0002, seen from 2025-05-04 to 2025-05-04, in 1 record",
            "  phone:+86138****0001, seen from 2025-05-01 to 2025-05-04, in 2 records",
            "What ties it to member_id:VIP****0002:",
            "  phone:+86138****0001 and member_id:VIP****0002 stand together in order 4 of 2025-05-04"
                + " (source orders, file shop/2025-06-01-a.csv, row 4, dump of 2025-06-01)",
            "Refused links:",
            "  phone:+86138****0001 and email:a****@example.com: together they would give one customer"
                + " more values of member_id than its per_customer allows; 1 record, last 2025-05-01",
            "History of the id:",
            "  2025-06-01 created");
    assertThat(explain(shop, "email:ANN@example.com", true))
        .contains(
            "  email:ann@example.com and member_id:VIP00000001 stand together in order 3 of 2025-05-03"
                + " (source orders, file shop/2025-06-01-a.csv, row 3, dump of 2025-06-01)");
    assertThat(explain(shop, oneId, false)).contains(lines.get(1)).doesNotContain(lines.get(0));
    assertThat(explain(shop, "bea@example.com", false))
        .contains("It is the customer's strongest identifier.");
    assertThat(explain(shop, "nobody@example.com", false).get(0)).contains("on the blocklist");
    assertThat(explain(shop, "phone:13912349999", false).get(0))
        .isEqualTo(
            "No current record mentions this phone. It may be new, withdrawn, or written in another way than the records have it.");
    assertThatThrownBy(() -> explain(shop, "phone:1234", false))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("no valid value")
        .hasMessageNotContaining("1234");
  }

  private static List<String> explain(WorkspaceFixture shop, String asked, boolean reveal) {
    Workspace workspace = shop.read();
    RecordPlace places =
        new RecordPlace(
            workspace,
            shop.lake(),
            WorkspaceFixture.KEY,
            Sessions.forMappings(TestSpark.session().newSession()));
    return new ExplainIdentifier(
            shop.lake(),
            workspace.settings().identity(),
            WorkspaceFixture.KEY,
            reveal,
            (source, file, entity, key) -> {
              OptionalLong row = places.row(source, file, entity, key);
              return row.isPresent() ? "row " + row.getAsLong() : "no longer in landing";
            })
        .lines(asked);
  }
}
