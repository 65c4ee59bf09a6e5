package io.tributary.report;

import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small shop with something in every view, whose dumps hold texts that want to be scripts. */
final class HostileShop {
  static final LocalDate DATE = LocalDate.parse("2025-06-30");

  /** Wants out of the block of data, and to be run as markup. */
  static final String HOSTILE = "</script><img src=x onerror=\"window.broken=1\">\u2028{{script}}";

  private static final List<String> GROUPS =
      List.of("visitor", "prospect", "new", "active", "lapsing", "dormant");
  private static final List<String> STAGES =
      List.of("none", "none", "new", "loyal", "at_risk", "lost");

  private final Map<String, ViewRows> views = new LinkedHashMap<>();

  private HostileShop() {}

  /** The views, by name. */
  static Map<String, ViewRows> views() {
    HostileShop shop = new HostileShop();
    shop.addNight();
    shop.addPeople();
    shop.addRepurchase();
    shop.addTaste();
    shop.addTrade();
    HostileCampaigns.addTo(shop);
    return shop.views;
  }

  /** The whole page. */
  static String page(Map<String, ViewRows> views) {
    NightHistory history =
        NightHistory.of(
            new TreeMap<>(
                Map.of(
                    DATE.minusDays(1), Map.of("customers", 400.0, "lifecycle.new", 60.0),
                    DATE.minusDays(31), Map.of("customers", 300.0))));
    return ReportPage.html(
        HOSTILE,
        ReportModel.json(
            WorkspaceReader.read(Path.of("testdata", "omnichannel")).settings(),
            DATE,
            views,
            Headlines.of(views),
            history));
  }

  /** Adds rows to a view, value by value. */
  void add(String view, String columns, Object... values) {
    List<String> names = List.of(columns.split(", "));
    List<List<Object>> rows =
        new ArrayList<>(views.containsKey(view) ? views.get(view).rows() : List.of());
    for (int i = 0; i < values.length; i += names.size()) {
      rows.add(Arrays.asList(values).subList(i, i + names.size()));
    }
    views.put(view, new ViewRows(names, rows));
  }

  private void addNight() {
    add(
        "sources",
        "source, newest, files, rows, rejected, rows_tonight, rejected_tonight",
        HOSTILE,
        "2025-06-27",
        3L,
        900L,
        9L,
        0L,
        0L,
        "orders",
        "2025-06-30",
        5L,
        100L,
        0L,
        10L,
        0L);
    add(
        "rejects",
        "source, entity, column, reason, records, newest",
        "orders",
        "order",
        "paid_amount",
        HOSTILE,
        9L,
        "2025-06-30");
    add(
        "audiences",
        "audience, status, reason, arm, people",
        HOSTILE,
        "selected",
        null,
        "treatment",
        90L,
        HOSTILE,
        "left_out",
        "no_consent",
        null,
        40L);
    add(
        "runs",
        "as_of, job, seconds, rows_in, rows_out, status",
        "2025-06-30",
        "ingest",
        4.5,
        100L,
        90L,
        "done",
        "2025-06-29",
        "ingest",
        5.5,
        90L,
        9L,
        "done");
  }

  private void addPeople() {
    add(
        "identity",
        "as_of, records, identifiers, customers, merged, split, refused_links, shared_identifiers,"
            + " blocked_identifiers, largest_customer",
        "2025-06-29",
        800L,
        500L,
        400L,
        0L,
        0L,
        2L,
        1L,
        null,
        4L,
        "2025-06-30",
        900L,
        520L,
        420L,
        3L,
        1L,
        2L,
        1L,
        0L,
        5L);
    for (int i = 0; i < GROUPS.size(); i++) {
      String group = GROUPS.get(i);
      boolean isBuyer = i > 1;
      add(
          "people",
          "lifecycle_group, stage, is_member, rfm_segment, rfm_r, rfm_f, customers, rfm_net",
          group,
          STAGES.get(i),
          i % 2 == 0,
          isBuyer ? "champions" : null,
          isBuyer ? i : null,
          isBuyer ? 6 - i : null,
          20L * i,
          99.5 * i);
      add(
          "reach",
          "kind, segment, channel, customers, reachable, share",
          "lifecycle_group",
          group,
          "any",
          20L * i,
          5L * i,
          0.25);
      add(
          "transitions",
          "kind, from, to, customers, net_30d",
          "lifecycle",
          group,
          group,
          19L * i,
          10.0 * i,
          "stage",
          STAGES.get(i),
          STAGES.get(i),
          18L * i,
          10.0 * i);
      if (isBuyer) {
        for (LocalDate day : List.of(DATE.minusDays(7), DATE)) {
          add(
              "standings",
              "date, kind, group, customers",
              day.toString(),
              "lifecycle",
              group,
              20L * i,
              day.toString(),
              "stage",
              STAGES.get(i),
              20L * i);
        }
      }
    }
    add(
        "reach",
        "kind, segment, channel, customers, reachable, share",
        "all",
        "all",
        "any",
        420L,
        105L,
        0.25);
  }

  private void addRepurchase() {
    for (String dimension :
        List.of("all", "entry_category_l1", "entry_channel", "member_at_entry")) {
      String level = dimension.equals("all") ? "all" : HOSTILE;
      add(
          "timing",
          "step, dimension, level, customers, events, km_rate_horizon, day_25, day_50, day_75, peak_day, note",
          1,
          dimension,
          level,
          280L,
          90L,
          0.4,
          9,
          20,
          36,
          11,
          null);
      for (int day = 1; day <= 90; day += 7) {
        add(
            "curves",
            "step, dimension, level, day, at_risk, km_rate, km_low, km_high, mature_rate, mature_customers",
            1,
            dimension,
            level,
            day,
            280L - day,
            day / 225.0,
            day / 250.0,
            day / 200.0,
            null,
            0L);
      }
    }
    add(
        "timing",
        "step, dimension, level, customers, events, km_rate_horizon, day_25, day_50, day_75, peak_day, note",
        1,
        "entry_channel",
        "pop-up",
        9L,
        2L,
        0.2,
        null,
        null,
        null,
        null,
        "too few customers");
    add(
        "factors",
        "factor, level, customers, events, km_rate, q, adjusted_effect, adjusted_low, adjusted_high",
        "entry_sku",
        HOSTILE,
        120L,
        60L,
        0.5,
        0.01,
        9.5,
        2.5,
        16.5);
    add(
        "cohorts",
        "cohort_month, month_offset, customers, active, retention, is_complete",
        "2025-05-01",
        0,
        40L,
        40L,
        1.0,
        true,
        "2025-05-01",
        1,
        40L,
        10L,
        0.25,
        true,
        "2025-06-01",
        0,
        12L,
        12L,
        1.0,
        true);
  }

  private void addTaste() {
    add(
        "clusters",
        "cluster, label, label_zh, customers, share, top_categories, age_band, age_band_share, aov, channels",
        1,
        HOSTILE,
        "鞋偏好",
        280L,
        1.0,
        List.of(Map.of("category", HOSTILE, "share", 0.7, "lift", 1.5)),
        "31-40",
        0.4,
        320.5,
        List.of(Map.of("channel", HOSTILE, "share", 0.6)));
    add("cluster_groups", "lifecycle_group, cluster, customers, share", "active", 1, 60L, 1.0);
    add(
        "attach",
        "category, buyers, attach_buyers, attach_share",
        HOSTILE,
        90L,
        60L,
        0.67,
        "袜",
        20L,
        10L,
        0.5);
    add(
        "pairs",
        "category_a, category_b, both, expected, confidence_ab, confidence_ba, lift, q",
        HOSTILE,
        "袜",
        60L,
        30.0,
        0.5,
        0.6,
        2.0,
        0.001);
  }

  private void addTrade() {
    for (String channel : List.of("all", HOSTILE)) {
      add(
          "channels",
          "month, channel, buyers, returning_buyers, returning_share, repurchase_rate_90d, orders, net",
          "2025-05-01",
          channel,
          90L,
          30L,
          0.33,
          0.4,
          100L,
          9000.5,
          "2025-06-01",
          channel,
          95L,
          40L,
          0.42,
          null,
          110L,
          9900.5);
    }
    for (String kind : List.of("second_purchase", "main_channel_90d")) {
      add(
          "flows",
          "kind, from, to, customers, share",
          kind,
          HOSTILE,
          HOSTILE,
          50L,
          0.5,
          kind,
          HOSTILE,
          "none",
          50L,
          0.5);
    }
    add("net", "step, amount", "net_of_orders", 18901.0);
    for (String level : List.of("l1", "l2", "sku")) {
      add(
          "products",
          "product, level, net, buyers, penetration, refund_rate, pull_new_share, km_rate_horizon, rank, rank_change, name",
          HOSTILE,
          level,
          9000.5,
          95L,
          0.34,
          0.05,
          0.5,
          0.4,
          1,
          null,
          HOSTILE);
    }
    for (List<String> cut :
        List.of(List.of("all", "all"), List.of(HOSTILE, "all"), List.of("all", HOSTILE))) {
      add(
          "refunds",
          "month, channel, category_l1, orders, refunded_orders, refund_order_rate, sold, refund, refund_amount_rate, median_days_to_refund, settled",
          "2025-05-01",
          cut.get(0),
          cut.get(1),
          100L,
          5L,
          0.05,
          9500.0,
          500.0,
          0.0526,
          6.0,
          true,
          "2025-06-01",
          cut.get(0),
          cut.get(1),
          110L,
          2L,
          0.02,
          9900.0,
          90.0,
          0.01,
          3.0,
          false);
    }
  }
}
