package io.tributary.repurchase;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From orders to curves: what returns, unknown buyers and merged customers do to them. */
class BuildRepurchaseTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildCustomers CUSTOMERS = new BuildCustomers();
  private static final BuildRepurchase REPURCHASE = new BuildRepurchase();

  @TempDir Path folder;

  /** Purchases are looked at up to 2024-03-26. */
  private Retail retail() {
    Retail retail =
        Retail.in(
                folder,
                "repurchase: {horizon_days: 10, curve_days: 20, refund_settle_days: 5, min_customers: 1, min_events: 1}",
                "channels: {web: {side: online}}")
            // Ann buys shoes with a discount, then twice more; the third time just in time.
            .order("a1", "ann", "2024-03-01", "150")
            .column("order", "gross_amount", new BigDecimal("180"), "a1")
            .line("a1", "1", "shoe", 1, "150")
            .order("a2", "ann", "2024-03-05", "60")
            .line("a2", "1", "shoe", 1, "60")
            .order("a3", "ann", "2024-03-26", "60")
            // Bob's second order goes back after the last day that is looked at.
            .order("b1", "bob", "2024-03-10", "80")
            .line("b1", "1", "shoe", 1, "80")
            .order("b2", "bob", "2024-03-15", "40")
            .refund("r1", "2024-03-29", "40", "b2", null, null)
            // Cid's second order comes after it.
            .order("c1", "cid", "2024-03-20", "40")
            .order("c2", "cid", "2024-03-28", "40")
            // Orders without lines have no category.
            .order("e1", "eve", "2024-03-02", "40")
            .order("e2", "eve", "2024-03-05", "40")
            .order("f1", "fay", "2024-03-01", "40")
            .order("g1", "gil", "2024-03-08", "40")
            // Nobody knows whose.
            .order("x1", null, "2024-03-01", "40")
            .order("x2", null, "2024-03-03", "40");
    for (String customer : List.of("ann", "bob", "cid", "eve", "fay", "gil")) {
      retail.identifier("phone", customer, customer, "2024-03-01");
    }
    retail.set("product", Map.of("sku", "shoe", "category_l1", "鞋", "category_l2", "跑鞋"));
    retail.set("member", Map.of("member_id", "M1", "joined_at", Retail.at("2024-03-01")));
    return retail.belongs("member", "M1", "ann");
  }

  private static List<String> curve(Retail retail, String dimension) {
    return retail
        .rows(
            "repurchase_curve",
            "step",
            "dimension",
            "level",
            "day",
            "customers",
            "at_risk",
            "events",
            "round(km_rate, 4)",
            "round(km_low, 4)",
            "round(naive_rate, 4)",
            "round(mature_rate, 4)",
            "mature_customers")
        .stream()
        .filter(row -> row.startsWith(dimension))
        .toList();
  }

  @Test
  void curvesTimingFactorsAndCohorts() {
    Retail retail = retail().night("2024-03-31", LEDGER, CUSTOMERS, REPURCHASE);

    assertThat(curve(retail, "1 | all | all"))
        .hasSize(20)
        .contains(
            "1 | all | all | 1 | 6 | 6 | 0 | 0.0 | - | 0.0 | 0.0 | 6",
            "1 | all | all | 3 | 6 | 6 | 1 | 0.1667 | 0.0253 | 0.1667 | 0.1667 | 6",
            "1 | all | all | 4 | 6 | 5 | 1 | 0.3333 | 0.0956 | 0.3333 | 0.3333 | 6",
            // Cid could be followed for six days only.
            "1 | all | all | 7 | 6 | 3 | 0 | 0.3333 | 0.0956 | 0.3333 | 0.4 | 5",
            "1 | all | all | 20 | 6 | 1 | 0 | 0.3333 | 0.0956 | 0.3333 | 0.6667 | 3");
    assertThat(curve(retail, "0 | all | all | 0 "))
        .containsExactly("0 | all | all | 0 | 1 | 1 | 1 | 1.0 | - | 1.0 | 1.0 | 1");
    assertThat(curve(retail, "1 | entry_category_l1 | 鞋 | 4 "))
        .containsExactly(
            "1 | entry_category_l1 | 鞋 | 4 | 2 | 2 | 1 | 0.5 | 0.0896 | 0.5 | 0.5 | 2");
    assertThat(
            retail.rows(
                "repurchase_timing",
                "step",
                "dimension",
                "level",
                "customers",
                "events",
                "round(km_rate_horizon, 4)",
                "day_25",
                "day_50",
                "day_75",
                "note"))
        .contains(
            "1 | all | all | 6 | 2 | 0.3333 | 3 | 3 | 4 | -",
            "1 | entry_side | online | 6 | 2 | 0.3333 | 3 | 3 | 4 | -",
            "1 | entry_category_l1*entry_aov_band | 鞋*100-300 | 1 | 1 | 1.0 | - | - | - | too few at risk at the horizon",
            "1 | member_at_entry | true | 1 | 1 | 1.0 | - | - | - | too few at risk at the horizon",
            "2 | all | all | 2 | 0 | 0.0 | - | - | - | too few events");
    assertThat(
            retail.rows(
                "repurchase_factors",
                "factor",
                "level",
                "customers",
                "events",
                "round(km_rate, 4)",
                "round(difference, 4)",
                "p is not null",
                "q >= p",
                "adjusted_effect",
                "note"))
        .contains(
            "entry_aov_band | 100-300 | 1 | 1 | 1.0 | 0.8 | true | true | - | too few whose horizon has passed",
            "entry_discounted | true | 1 | 1 | 1.0 | - | false | - | - | too few whose horizon has passed",
            "entry_sku | shoe | 2 | 1 | 0.5 | - | false | - | - | too few whose horizon has passed");
    assertThat(
            retail.rows(
                "cohort_retention",
                "cohort_month",
                "month_offset",
                "customers",
                "active",
                "is_complete"))
        .containsExactly("2024-03-01 | 0 | 6 | 6 | true");
  }

  @Test
  void twoWhoTurnOutToBeOneHaveOneEntryAndAgainNothingIsWritten() {
    Retail retail =
        retail()
            .belongs("order", "g1", "fay")
            .identifier("phone", "gil", "fay", "2024-03-01")
            .night("2024-04-01", LEDGER, CUSTOMERS, REPURCHASE);

    // What Gil bought was Fay's second purchase, after 7 days.
    assertThat(curve(retail, "1 | all | all | 7 "))
        .containsExactly("1 | all | all | 7 | 5 | 3 | 1 | 0.6 | 0.2472 | 0.6 | 0.6 | 5");
    assertThat(
            retail.rows("cohort_retention", "cohort_month", "month_offset", "customers", "active"))
        .containsExactly("2024-03-01 | 0 | 5 | 5", "2024-03-01 | 1 | 5 | 0");

    Map<String, Long> versions = retail.versions();
    assertThat(retail.night("2024-04-01", LEDGER, CUSTOMERS, REPURCHASE).versions())
        .isEqualTo(versions);
  }
}
