package io.tributary.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.TableSpec;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.Contracts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty members per arm, assigned on 2025-03-01 and 2025-04-10; nights on the first of these days,
 * and on 2025-04-20, when windows of 30 days and 15 days for returns are over for the first.
 */
class EffectNightTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildEffect EFFECT = new BuildEffect();
  private static final int PEOPLE = 60;

  @TempDir Path folder;

  /** Identifiers of orders, by namespace and customer. */
  private final Map<String, Row> keys = new HashMap<>();

  private static String campaign(String name, String list, String assignedOn) {
    return """
        campaign: %1$s
        assignment: {file: lists/%2$s.csv, namespace: member_id, identifier: member_id}
        arms: {control: 0.5, treatment: 0.5}
        assigned: {until: %3$s}
        margin: 0.5
        touches: [hello]
        coupons: [ten]
        """
        .formatted(name, list, assignedOn);
  }

  private static String member(int i) {
    return "m" + i;
  }

  private static String arm(int i) {
    return i % 2 == 0 ? "treatment" : "control";
  }

  private static String list(String assignedOn, int people, int controls) {
    StringBuilder text = new StringBuilder("member_id,arm,assigned_on\n");
    for (int i = 0; i < people; i++) {
      if (arm(i).equals("treatment") || i / 2 < controls) {
        text.append(member(i) + "," + arm(i) + "," + assignedOn + "\n");
      }
    }
    // Nobody knows this one: assigned, but not analysed.
    return text.append("m999,control,").append(assignedOn).append("\n").toString();
  }

  private Retail retail() {
    Retail retail =
        Retail.in(folder, "channels: {web: {side: online}, pos: {side: offline}}")
            .file("campaigns/done.yaml", campaign("done", "march", "2025-03-01"))
            .file("campaigns/young.yaml", campaign("young", "april", "2025-04-10"))
            .file("campaigns/broken.yaml", campaign("broken", "broken", "2025-03-01"))
            .file("lists/march.csv", list("2025-03-01", PEOPLE, PEOPLE))
            .file("lists/april.csv", list("2025-04-10", PEOPLE, PEOPLE))
            .file("lists/broken.csv", list("2025-03-01", PEOPLE, 5));
    for (int i = 0; i < PEOPLE; i++) {
      retail.hashed("member_id", member(i), 1, "p" + i, "2024-05-01");
    }
    // Of customers only the cycle and the province are looked at; here nobody has any.
    retail.lake().ensure(Contracts.table("customers"));
    // Identifiers, and so the orders that only they tie to their customer, that came to be known
    // later.
    return retail
        .hashed("phone", "+8613812340002", 1, "p2", "2025-03-05")
        .order("before", "p0", "2025-02-01", "40");
  }

  /** An order by a member. */
  private void order(Retail retail, String id, int member, String at, String paid) {
    order(retail, id, "p" + member, keys.get("member_id p" + member), at, paid);
  }

  private static void order(
      Retail retail, String id, String oneId, Row identifier, String at, String paid) {
    retail.order(id, oneId, at, paid).column("order", "identifiers", new Row[] {identifier}, id);
  }

  private void buying(Retail retail) {
    for (Row row :
        retail.lake().read("identifiers").select("namespace", "one_id", "key").collectAsList()) {
      String name = row.getString(0) + " " + row.getString(1);
      keys.put(name, RowFactory.create(row.getString(0), row.get(2)));
    }
    for (int i = 0; i < 20; i++) {
      order(retail, "t" + i, 2 * i, "2025-03-10", "100");
    }
    for (int i = 0; i < 5; i++) {
      order(retail, "c" + i, 2 * i + 1, "2025-03-31", "100");
    }
    // Outside the window: on the day of the assignment, and a day too late.
    order(retail, "early", 11, "2025-03-01", "100");
    order(retail, "late", 13, "2025-04-01", "100");
    // In the window, but by a phone that nobody knew when people were assigned.
    order(retail, "byPhone", "p2", keys.get("phone p2"), "2025-03-20", "500");
    // Returned while it counts, and returned after that.
    order(retail, "returned", 40, "2025-03-12", "70");
    retail.refund("r1", "2025-04-10", "70", "returned", null, null);
    retail.refund("r2", "2025-04-16", "100", "t0", null, null);
  }

  private void merging(Retail retail) {
    // p1 of control turns out to be p0 of treatment; then p1's member number buys once more.
    TableSpec spec = Contracts.table("one_id_history");
    Dataset<Row> merged =
        TestSpark.session()
            .sql(
                "select 'p1' as one_id, 'merged' as event, 'p0' as other_one_id,"
                    + " date '2025-03-20' as `on`, null as evidence, date '2025-03-20' as as_of"
                    + " union all select 'p5', 'merged', 'q5', date '2025-03-20', null,"
                    + " date '2025-03-20'");
    retail.lake().append(spec, merged);
    retail.hashed("member_id", member(1), 1, "p0", "2024-05-01").belongs("order", "c0", "p0");
    // p5 of control turns out to be somebody whom no list names.
    retail.hashed("member_id", member(5), 1, "q5", "2024-05-01").belongs("order", "c2", "q5");
  }

  private void touching(Retail retail) {
    for (int i = 0; i < 4; i++) {
      retail
          .set(
              "touch",
              Map.of(
                  "touch_id",
                  "s" + i,
                  "campaign",
                  "hello",
                  "channel",
                  "sms",
                  "sent_at",
                  Retail.at("2025-03-02"),
                  "status",
                  i == 0 ? "clicked" : i == 3 ? "failed" : "delivered",
                  "cost",
                  new BigDecimal("0.50")))
          .belongs("touch", "s" + i, "p" + 2 * i);
    }
    retail
        .set(
            "coupon",
            Map.of(
                "coupon_id",
                "k",
                "template",
                "ten",
                "used_at",
                Retail.at("2025-03-10"),
                "face_value",
                new BigDecimal("10")))
        .belongs("coupon", "k", "p2");
  }

  @Test
  void aFinishedAYoungAndABrokenCampaign() {
    Retail retail = retail().night("2025-03-01", LEDGER, EFFECT);

    buying(retail);
    merging(retail);
    touching(retail);
    retail.night("2025-04-20", LEDGER, EFFECT);

    String all = "dimension = 'all' and variant = 'plain' and window = 'conversion' and metric = ";
    assertThat(
            effect(
                retail,
                all + "'conversion'",
                "people",
                "people_against",
                "status",
                "final_on",
                "mean",
                "mean_against"))
        .containsExactly(
            "broken | 30 | 5 | withheld | 2025-04-15 | - | -",
            // Whether merged or not, p1 and p5 stay in control, once: c0 and c2 count for them.
            "done | 30 | 30 | final | 2025-04-15 | 0.6667 | 0.1667",
            "young | 0 | 0 | immature | 2025-05-25 | - | -");
    assertThat(
            effect(retail, all + "'margin'", "planned_share", "assigned_share", "analysed_share"))
        .as("m999 was assigned, and is not analysed")
        .contains("broken | 0.5000 | 0.8333 | 0.8571");
    assertThat(effect(retail, all + "'net'", "mean", "mean_against", "known_orders_share"))
        // The order that was returned in time counts nothing, the one returned later stays.
        .contains("done | 66.6667 | 16.6667 | -");
    assertThat(effect(retail, all + "'orders'", "known_orders_share", "known_orders_share_against"))
        .contains("done | 0.9524 | 1.0000");
    assertThat(
            retail.rows("campaign_roi", "campaign", "arm", "touch_cost", "coupon_cost", "status"))
        .containsExactly(
            "broken | treatment | 2.00 | 10.00 | withheld",
            "done | treatment | 2.00 | 10.00 | final");
    assertThat(
            retail.rowsWhere(
                "campaign_funnel",
                "campaign = 'done' and event in ('sent', 'delivered', 'redeemed') and step = 'all'",
                "arm",
                "event",
                "people"))
        .as("p1 is p0 today, but p0's message was not sent to somebody of control")
        .containsExactly(
            "control | delivered | 0",
            "control | redeemed | 0",
            "control | sent | 0",
            "treatment | delivered | 3",
            "treatment | redeemed | 1",
            "treatment | sent | 4");
  }

  private static List<String> effect(Retail retail, String where, String... columns) {
    return retail
        .lake()
        .read("campaign_effect")
        .where(where)
        .orderBy("campaign")
        .collectAsList()
        .stream()
        .map(row -> row.getAs("campaign") + text(row, columns))
        .toList();
  }

  private static String text(Row row, String... columns) {
    StringBuilder text = new StringBuilder();
    for (String column : columns) {
      Object value = row.getAs(column);
      text.append(" | ")
          .append(
              value == null
                  ? "-"
                  : value instanceof Double number ? "%.4f".formatted(number) : value.toString());
    }
    return text.toString();
  }
}
