package io.tributary.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.TestSpark;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The customer table of a few people, column by column. */
class BuildCustomersTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildCustomers CUSTOMERS = new BuildCustomers();

  @TempDir Path folder;

  /** Ann buys four times, Bob returns what he bought, Cid only follows, Dan has a phone. */
  private Retail fourPeople() {
    Retail retail =
        Retail.in(folder, "calendar: [{name: sale, from: 2024-06-01, to: 2024-06-18}]")
            .order("a1", "ann", "2024-06-01T10:00", "250")
            .column("order", "gross_amount", new BigDecimal("300"), "a1")
            .line("a1", "1", "shoe", 1, "150")
            .line("a1", "2", "sock", 2, "100")
            .order("a2", "ann", "2024-06-01T20:00", "60")
            .line("a2", "1", "sock", 1, "60")
            .order("a3", "ann", "2024-07-01", "100")
            .column("order", "store_id", "S1", "a3")
            .column("order", "channel", "pos", "a3")
            .order("a4", "ann", "2024-08-10", "80")
            .order("a5", "ann", "2024-09-09", "90")
            .refund("r1", "2024-09-12", "30", null, null, null)
            .belongs("refund", "r1", "ann")
            .order("b1", "bob", "2024-09-01", "40")
            .refund("r2", "2024-09-20", "40", "b1", null, null)
            .identifier("phone", "1", "ann", "2024-05-01")
            .identifier("openid_oa", "2", "ann", "2024-06-01")
            .identifier("email", "3", "bob", "2024-09-01")
            .identifier("openid_oa", "4", "cid", "2024-09-25")
            .identifier("phone", "5", "dan", "2024-08-02");
    retail.set(
        "product",
        Map.of("sku", "shoe", "category_l1", "鞋", "category_l2", "跑鞋", "category_l3", "公路"));
    Map<String, Object> member = new HashMap<>();
    member.put("member_id", "M1");
    member.put("joined_at", Retail.at("2024-05-20"));
    member.put("gender", "F");
    member.put("birthday", Date.valueOf("1996-02-29"));
    member.put("level", "gold");
    member.put("latitude", 31.2304);
    member.put("longitude", 121.4737);
    retail.set("member", member).belongs("member", "M1", "ann");
    retail.set("store", Map.of("store_id", "S1", "latitude", 31.2304, "longitude", 121.4737));
    return consent(
        consent(retail, "k1", "sms", false, "2024-06-01"), "k2", "sms", true, "2024-07-01");
  }

  private static Retail consent(
      Retail retail, String key, String channel, boolean granted, String at) {
    Map<String, Object> row = new HashMap<>();
    row.put("record_key", key);
    row.put("channel", channel);
    row.put("granted", granted);
    row.put("at", Retail.at(at));
    return retail.set("consent", row).belongs("consent", key, "ann");
  }

  @Test
  void everybodyWithAUsableIdentifierHasARowTrueToTheDefinitions() throws IOException {
    Retail retail = fourPeople().night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "is_member",
                "member_since",
                "age",
                "generation",
                "birth_decade",
                "zodiac",
                "level",
                "store_distance_km",
                "reach_phone",
                "reach_email",
                "reach_wechat",
                "first_seen_on"))
        .containsExactly(
            "ann | true | 2024-05-20 | 28 | Z | 90后 | pisces | gold | 0.0 | true | false | false |"
                + " 2024-05-01",
            "bob | false | - | - | - | - | - | - | - | false | false | false | 2024-09-01",
            "cid | false | - | - | - | - | - | - | - | false | false | false | 2024-09-25",
            "dan | false | - | - | - | - | - | - | - | false | false | false | 2024-08-02");
    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "entry_on",
                "entry_known",
                "entry_in_promo",
                "entry_channel",
                "entry_store_id",
                "entry_net",
                "entry_aov_band",
                "entry_category_l1",
                "entry_category_l3",
                "entry_sku"))
        .containsExactly(
            "ann | 2024-06-01 | true | true | web | - | 310.00 | >=300 | unknown | unknown | sock",
            "bob | - | - | - | - | - | - | - | - | - | -",
            "cid | - | - | - | - | - | - | - | - | - | -",
            "dan | - | - | - | - | - | - | - | - | - | -");
    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "purchases",
                "orders",
                "units",
                "gross",
                "discount",
                "refund",
                "net",
                "aov",
                "last_purchase_on",
                "last_channel",
                "usual_store_id",
                "days_since_last",
                "purchases_90d",
                "net_90d",
                "net_365d",
                "round(discount_share, 4)",
                "round(refund_share, 4)"))
        .containsExactly(
            "ann | 4 | 5 | 4 | 630.00 | 50.00 | 30.00 | 550.00 | 116.0 | 2024-09-09 | web | S1 | 21"
                + " | 2 | 140.00 | 550.00 | 0.1667 | 0.0517",
            "bob | 0 | 0 | 0 | 0.00 | 0.00 | 0.00 | 0.00 | - | - | - | - | - | 0 | 0.00 | 0.00 | -"
                + " | 1.0",
            "cid | 0 | 0 | 0 | 0.00 | 0.00 | 0.00 | 0.00 | - | - | - | - | - | 0 | 0.00 | 0.00 | -"
                + " | -",
            "dan | 0 | 0 | 0 | 0.00 | 0.00 | 0.00 | 0.00 | - | - | - | - | - | 0 | 0.00 | 0.00 | -"
                + " | -");
    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "purchase_cycle_days",
                "lifecycle_group",
                "lifecycle_since",
                "stage",
                "stage_since",
                "was_loyal",
                "rfm_recency",
                "rfm_frequency",
                "rfm_monetary",
                "rfm_r",
                "rfm_f",
                "rfm_m",
                "rfm_segment",
                "array_join(top_category_l1, ',')",
                "main_channel"))
        .containsExactly(
            "ann | 30.0 | active | 2024-07-01 | loyal | 2024-09-09 | false | 21 | 4 | 550.00 | 5 |"
                + " 1 | 1 | occasional | unknown,鞋 | web",
            "bob | - | prospect | 2024-09-20 | none | 2024-09-20 | false | - | - | - | - | - | - |"
                + " - | - | -",
            "cid | - | visitor | 2024-09-25 | none | 2024-09-25 | false | - | - | - | - | - | - | -"
                + " | - | -",
            "dan | - | prospect | 2024-08-02 | none | 2024-08-02 | false | - | - | - | - | - | - |"
                + " - | - | -");
    assertThat(retail.rows("rfm_cuts", "metric", "score", "cut", "mean"))
        .contains("monetary | 1 | 550.0 | 550.0", "recency | 4 | 21.0 | 21.0")
        .hasSize(12);
    assertThat(retail.rows("group_transitions", "kind", "from", "to", "customers", "net_30d"))
        .containsExactly(
            "lifecycle | absent | prospect | 1 | 0.00",
            "lifecycle | absent | visitor | 1 | 0.00",
            "lifecycle | active | active | 1 | 60.00",
            "lifecycle | prospect | prospect | 1 | 0.00",
            "stage | absent | none | 2 | 0.00",
            "stage | none | none | 1 | 0.00",
            "stage | normal | loyal | 1 | 60.00");
  }

  @Test
  void theReportOfTheNightSaysWhoMovedAndWhy() throws IOException {
    Retail retail = fourPeople().night("2024-09-15", LEDGER, CUSTOMERS);
    assertThat(retail.rows("customers", "one_id", "lifecycle_group", "stage"))
        .containsExactly("ann | active | loyal", "bob | new | new", "dan | prospect | none");

    retail.order("d1", "dan", "2024-12-01", "10").night("2024-12-01", LEDGER, CUSTOMERS);

    List<String> report = moved(retail, "2024-12-01");
    assertThat(report)
        .containsExactly(
            "lifecycle absent visitor new customer 1",
            "lifecycle new prospect refund 1",
            "lifecycle prospect new bought again 1",
            "stage absent none new customer 1",
            "stage loyal at_risk window passed 1",
            "stage new none refund 1",
            "stage none new bought again 1");

    retail.fullNight("2024-12-01", LEDGER, CUSTOMERS);
    assertThat(moved(retail, "2024-12-01")).as("the date run again").isEqualTo(report);
  }

  @Test
  void theFirstDateRunAgainHasNothingToCompareWith() throws IOException {
    Retail retail =
        fourPeople()
            .night("2024-09-15", LEDGER, CUSTOMERS)
            .fullNight("2024-09-15", LEDGER, CUSTOMERS);

    assertThat(retail.folder().resolve("exports/2024-09-15/run.json"))
        .content()
        .doesNotContain("\"moved\"");
  }

  @Test
  void whoWasMergedAndWhoIsNoLongerKnownAreToldApart() {
    Dataset<Row> before =
        TestSpark.session()
            .sql(
                "select one_id, 'new' as lifecycle_group, 'new' as stage, date'2024-09-01' as"
                    + " last_purchase_on, 1 as orders from values ('ann'), ('bob') as t(one_id)");

    assertThat(
            ChangeReport.between(
                before, before.where("false"), TestSpark.session().sql("select 'ann' as one_id")))
        .extracting(entry -> entry.get("kind") + " " + entry.get("reason"))
        .containsExactly(
            "lifecycle merged identity",
            "lifecycle no longer known",
            "stage merged identity",
            "stage no longer known");
  }

  @Test
  void ofSeveralMembershipsTheFirstSaysSinceWhenAndTheCurrentOneTheRest() {
    Retail retail = Retail.in(folder).identifier("phone", "1", "ann", "2024-01-01");
    membership(retail, "M1", "2024-02-01", "pos", "silver", "2024-03-01");
    membership(retail, "M2", "2024-06-01", "web", "gold", "2024-07-01");
    retail.night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(retail.rows("customers", "is_member", "member_since", "join_channel", "level"))
        .containsExactly("true | 2024-02-01 | pos | gold");
  }

  private static void membership(
      Retail retail, String id, String joined, String channel, String level, String updated) {
    Map<String, Object> row = new HashMap<>();
    row.put("member_id", id);
    row.put("joined_at", Retail.at(joined));
    row.put("join_channel", channel);
    row.put("level", level);
    row.put("updated_at", Retail.at(updated));
    retail.set("member", row).belongs("member", id, "ann");
  }

  @Test
  void againOnTheSameDateNothingIsWritten() {
    Retail retail = fourPeople().night("2024-09-30", LEDGER, CUSTOMERS);
    Map<String, Long> versions = retail.versions();

    assertThat(retail.night("2024-09-30", LEDGER, CUSTOMERS).versions()).isEqualTo(versions);
  }

  private static List<String> moved(Retail retail, String date) throws IOException {
    List<String> moved = new java.util.ArrayList<>();
    new ObjectMapper()
        .readTree(retail.folder().resolve("exports/" + date + "/run.json").toFile())
        .findValue("moved")
        .forEach(
            m ->
                moved.add(
                    String.join(
                        " ",
                        m.get("kind").asText(),
                        m.get("from").asText(),
                        m.get("to").asText(),
                        m.get("reason").asText(),
                        m.get("customers").asText())));
    return moved;
  }
}
