package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.pipeline.UserMistake;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Whatever stands in place of any one value: the answer is a workspace or a list of mistakes. */
class WorkspaceFuzzTest {
  private static final List<String> REPLACEMENTS =
      List.of(
          "[1, [2]]",
          "{a: {b: 1}}",
          "\"☃ (`\"",
          "-99999999999999999999",
          "null",
          "&x [*x]",
          "\u0007");

  private static final String SETTINGS =
      """
      brand: Demo
      timezone: Asia/Shanghai
      currency: CNY
      lake: s3a://bucket/lake
      purchase_unit: order
      identity:
        namespaces:
          phone: {priority: 3, per_customer: 3, normalise: phone, region: CN, shared_above: 5, recycled_after: 730d}
        blocklist: ["phone:13800138000", "phone:/^0+$/"]
      lifecycle: {new_days: 90, active_days: 180, dormant_days: 365}
      rfm: {window_days: all, scores: 5, threshold: {recency: 60, frequency: 2, monetary: 500}}
      cycle: {min: 30, max: 180}
      channels: {pos: {side: offline, domain: private}}
      calendar: [{name: double11, from: 2024-11-01, to: 2024-11-11}]
      history: {from: 2020-01-01, burn_in_days: 365}
      exclude: {orders: "channel = 'x'", customers: "level = 'x'"}
      aov_bands: [100, 300]
      age_bands: [18, 26]
      category_preference: {level: l2, window_days: 365, k: [3, 12], min_purchases: 2, seed: 7, retrain_days: 7, drift: 0.2}
      repurchase: {horizon_days: 90, curve_days: 365, refund_settle_days: 15, min_customers: 100, min_events: 30}
      attach: {level: l2, window_days: 365}
      contact_policy: {consent_default: deny, caps: [{channel: sms, max: 1, per: 7d}], global_holdout: 0.0}
      quality: {max_reject_rate: 0.02, min_rows_vs_previous: 0.5, max_audience_change: 0.5}
      """;
  private static final String SOURCE =
      """
      source: pos
      files: pos/dt={date}/*.csv
      format: csv
      options: {header: true, encoding: GBK, delimiter: ",", quote: "'"}
      delivery: full
      required: true
      min_rows: 3
      checks: ["count(*) > 0"]
      entities:
        - entity: order
          where: "a > 1"
          columns: {order_id: a, channel: "'pos'", ordered_at: b}
          identifiers: {phone: [c, d]}
      """;

  @TempDir Path folder;

  @Test
  void anyScalarMayBeReplacedByAnything() {
    WorkspaceFolder workspace =
        WorkspaceFolder.valid(folder)
            .with("tributary.yaml", SETTINGS)
            .with("sources/pos.yaml", SOURCE);
    assertThat(workspace.problems()).isEmpty();

    // A source with little SQL, for speed: each variant reads the whole workspace.
    workspace.with(
        "sources/pos.yaml",
        "source: pos\nfiles: '{date}.csv'\nformat: csv\n"
            + "entities: [{entity: store, columns: {store_id: a}}]\n");
    for (String variant : variants(SETTINGS)) {
      read(workspace.with("tributary.yaml", variant), variant);
    }
    workspace.with("tributary.yaml", "brand: Demo\n");
    for (String variant : variants(SOURCE)) {
      read(workspace.with("sources/pos.yaml", variant), variant);
    }
  }

  private static void read(WorkspaceFolder workspace, String variant) {
    try {
      workspace.read();
    } catch (UserMistake mistake) {
      assertThat(mistake.problems()).as(variant).isNotEmpty().allMatch(p -> p.contains(".yaml"));
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("not a UserMistake for\n" + variant, e);
    }
  }

  private static List<String> variants(String yaml) {
    List<String> variants = new ArrayList<>();
    for (Event event : new Yaml().parse(new StringReader(yaml))) {
      if (event instanceof ScalarEvent scalar) {
        String before = yaml.substring(0, scalar.getStartMark().getIndex());
        String after = yaml.substring(scalar.getEndMark().getIndex());
        REPLACEMENTS.forEach(replacement -> variants.add(before + replacement + after));
      }
    }
    return variants;
  }
}
