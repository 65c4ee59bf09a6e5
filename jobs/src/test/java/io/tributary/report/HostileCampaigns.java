package io.tributary.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Campaigns of the {@link HostileShop}, a finished one, an immature one and one whose arms are not
 * of the sizes that were drawn; and a finished one that tells nothing, whose names want to be
 * scripts.
 */
final class HostileCampaigns {
  private static final String HOSTILE = HostileShop.HOSTILE;

  private static final List<String> EFFECT =
      List.of(
          "campaign",
          "arm",
          "against",
          "window",
          "metric",
          "variant",
          "role",
          "dimension",
          "level",
          "status",
          "final_on",
          "people",
          "people_against",
          "mean",
          "mean_against",
          "difference",
          "difference_low",
          "difference_high",
          "lift",
          "lift_low",
          "lift_high",
          "q",
          "q_differs",
          "planned_share",
          "assigned_share",
          "analysed_share",
          "ratio_p_assigned",
          "ratio_p_analysed",
          "known_orders_share",
          "known_orders_share_against",
          "note");

  private final HostileShop shop;

  private HostileCampaigns(HostileShop shop) {
    this.shop = shop;
  }

  /** Adds their views to those of the shop. */
  static void addTo(HostileShop shop) {
    HostileCampaigns campaigns = new HostileCampaigns(shop);
    campaigns.addFinished("summer_news", "treatment", 0.004);
    campaigns.addFinished(HOSTILE, HOSTILE, 0.4);
    campaigns.addUntold("june_points", "immature", "2025-08-04", 0.5, 0.7);
    campaigns.addUntold("may_reminder", "withheld", "2025-05-30", 0.606, 2.5e-9);
    campaigns.addAnswers();
  }

  private static Map<String, Object> effect(String campaign, String arm, String metric) {
    Map<String, Object> row = new HashMap<>();
    row.put("campaign", campaign);
    row.put("arm", arm);
    row.put("against", "control");
    row.put("window", "conversion");
    row.put("metric", metric);
    row.put("variant", "plain");
    row.put("dimension", "all");
    row.put("level", "all");
    row.put("people", 0L);
    row.put("people_against", 0L);
    row.put("planned_share", 0.5);
    return row;
  }

  private Map<String, Object> told(String campaign, String arm, String metric, String role) {
    Map<String, Object> row = effect(campaign, arm, metric);
    row.put("role", role);
    row.put("status", "final");
    row.put("final_on", "2025-06-14");
    row.put("people", 400L);
    row.put("people_against", 410L);
    row.put("mean", 0.26);
    row.put("mean_against", 0.2);
    row.put("difference", 0.06);
    row.put("difference_low", 0.002);
    row.put("difference_high", 0.118);
    row.put("lift", 0.3);
    row.put("lift_low", 0.001);
    row.put("lift_high", 0.599);
    row.put("assigned_share", 0.494);
    row.put("analysed_share", 0.494);
    row.put("ratio_p_assigned", 0.72);
    row.put("ratio_p_analysed", 0.72);
    return row;
  }

  private void add(Map<String, Object> effect) {
    shop.add(
        "campaign_effects", String.join(", ", EFFECT), EFFECT.stream().map(effect::get).toArray());
  }

  private void addFinished(String campaign, String arm, double q) {
    Map<String, Object> primary = told(campaign, arm, "conversion", "primary");
    primary.put("q", q);
    add(primary);
    Map<String, Object> orders = told(campaign, arm, "orders", "secondary");
    orders.put("known_orders_share", 0.93);
    orders.put("known_orders_share_against", 0.97);
    add(orders);
    Map<String, Object> harm = told(campaign, arm, "unsubscribed", "guardrail");
    harm.put("note", "harm");
    add(harm);
    Map<String, Object> group = told(campaign, arm, "conversion", "subgroup");
    group.put("dimension", "lifecycle_group");
    group.put("level", "active");
    group.put("q", q);
    group.put("q_differs", 0.9);
    add(group);
    Map<String, Object> small = effect(campaign, arm, "conversion");
    small.put("role", "subgroup");
    small.put("dimension", "lifecycle_group");
    small.put("level", "lapsing");
    small.put("status", "final");
    small.put("people", 20L);
    small.put("people_against", 410L);
    small.put("note", "too_few");
    add(small);
    addFunnel(campaign, arm);
    shop.add(
        "campaign_roi",
        "campaign, arm, status, people, incremental_margin, incremental_margin_low,"
            + " incremental_margin_high, incremental_cost, roi, roi_low, roi_high, touch_cost,"
            + " coupon_cost, credited_net",
        campaign,
        arm,
        "final",
        400L,
        5200.0,
        300.0,
        10100.0,
        800.0,
        5.5,
        -0.6,
        11.6,
        200.0,
        600.0,
        22000.0);
    for (String each : List.of(arm, "control")) {
      shop.add(
          "campaign_stages",
          "campaign, arm, stage_from, stage_to, people, share, share_low, share_high",
          campaign,
          each,
          "new",
          "normal",
          25L,
          0.25,
          0.17,
          0.34,
          campaign,
          each,
          "new",
          "lost",
          75L,
          0.75,
          0.66,
          0.83);
    }
  }

  private void addUntold(
      String campaign, String status, String finalOn, double assignedShare, double p) {
    Map<String, Object> primary = effect(campaign, "treatment", "conversion");
    primary.put("role", "primary");
    primary.put("status", status);
    primary.put("final_on", finalOn);
    primary.put("assigned_share", assignedShare);
    primary.put("analysed_share", assignedShare);
    primary.put("ratio_p_assigned", p);
    primary.put("ratio_p_analysed", p);
    add(primary);
    addFunnel(campaign, "treatment");
  }

  private void addFunnel(String campaign, String arm) {
    for (String each : List.of(arm, "control")) {
      for (String place : List.of("all", HOSTILE)) {
        for (String event : List.of("assigned", "sent", "clicked", "bought")) {
          if (place.equals("all") || !event.equals("assigned")) {
            shop.add(
                "campaign_funnel",
                "campaign, step, channel, arm, event, people, assigned, rate, rate_low, rate_high",
                campaign,
                place,
                place,
                each,
                event,
                100L,
                400L,
                0.25,
                0.21,
                0.29);
          }
        }
      }
    }
  }

  private void addAnswers() {
    shop.add(
        "channel_answers",
        "channel, customers, touches, responses, conversions, response_share, response_low,"
            + " response_high, conversion_share, conversion_low, conversion_high",
        HOSTILE,
        250L,
        900L,
        90L,
        45L,
        0.1,
        0.08,
        0.12,
        0.05,
        0.03,
        0.07);
    shop.add(
        "cross_effects",
        "method, driver, outcome, regions, regions_against, weeks, estimate, low, high",
        "correlation",
        "online_net",
        "offline_net",
        8L,
        null,
        26L,
        0.31,
        0.05,
        0.57,
        "difference_in_differences",
        HOSTILE,
        "offline_net",
        4L,
        4L,
        4L,
        0.8,
        -0.1,
        1.7);
  }
}
