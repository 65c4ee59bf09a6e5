package io.tributary.workspace;

import static io.tributary.config.ConfigNode.MAX_DAYS;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.workspace.Settings.Attach;
import io.tributary.workspace.Settings.CategoryPreference;
import io.tributary.workspace.Settings.Cycle;
import io.tributary.workspace.Settings.Level;
import io.tributary.workspace.Settings.Lifecycle;
import io.tributary.workspace.Settings.Quality;
import io.tributary.workspace.Settings.Repurchase;
import io.tributary.workspace.Settings.Rfm;
import io.tributary.workspace.Settings.RfmThreshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads the sections of {@code tributary.yaml} that say how customers are measured. */
final class MeasuresReader {
  private MeasuresReader() {}

  static Lifecycle lifecycle(ConfigMap map) {
    Lifecycle lifecycle =
        new Lifecycle(
            map.read("new_days", MeasuresReader::days).orElse(90),
            map.read("active_days", MeasuresReader::days).orElse(180),
            map.read("dormant_days", MeasuresReader::days).orElse(365));
    map.rejectOtherKeys();
    // Equal bounds leave a group empty, which a retailer may want.
    boolean ascending =
        lifecycle.newDays() <= lifecycle.activeDays()
            && lifecycle.activeDays() <= lifecycle.dormantDays();
    if (map.isSound() && !ascending) {
      map.wrong(
          "must not descend, new_days <= active_days <= dormant_days, but they are "
              + lifecycle.newDays()
              + ", "
              + lifecycle.activeDays()
              + ", "
              + lifecycle.dormantDays()
              + " (what is not given has its default: 90, 180, 365)");
    }
    return lifecycle;
  }

  static Rfm rfm(ConfigMap map) {
    Rfm rfm =
        new Rfm(
            map.read("window_days", MeasuresReader::rfmWindow).orElse(Optional.of(365)),
            map.read("scores", scores -> scores.integer(2, 100)).orElse(5),
            map.read("threshold", MeasuresReader::rfmThreshold).orElse(Optional.empty()));
    map.rejectOtherKeys();
    return rfm;
  }

  // The outer Optional tells whether the key was read, the inner one is the setting.
  private static Optional<Optional<Integer>> rfmWindow(ConfigNode node) {
    if (node.is("all")) {
      return Optional.of(Optional.empty());
    }
    return node.isWord()
        ? node.expected("a number of days such as 365, or all")
        : days(node).map(Optional::of);
  }

  private static Optional<Optional<RfmThreshold>> rfmThreshold(ConfigNode node) {
    if (node.is("mean")) {
      return Optional.of(Optional.empty());
    }
    if (!node.isMap()) {
      return node.expected("mean, or {recency: 60, frequency: 2, monetary: 500}");
    }
    ConfigMap map = node.map().orElseThrow();
    Optional<BigDecimal> recency = map.require("recency", "recency: 60", ConfigNode::amount);
    Optional<BigDecimal> frequency = map.require("frequency", "frequency: 2", ConfigNode::amount);
    Optional<BigDecimal> monetary = map.require("monetary", "monetary: 500", ConfigNode::amount);
    map.rejectOtherKeys();
    if (!map.isSound()) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.of(
            new RfmThreshold(
                recency.orElseThrow(), frequency.orElseThrow(), monetary.orElseThrow())));
  }

  static Cycle cycle(ConfigMap map) {
    Cycle cycle =
        new Cycle(
            map.read("min", MeasuresReader::days).orElse(30),
            map.read("max", MeasuresReader::days).orElse(180));
    map.rejectOtherKeys();
    if (map.isSound() && cycle.min() > cycle.max()) {
      map.wrong(
          "min must not be above max, but they are "
              + cycle.min()
              + " and "
              + cycle.max()
              + " (what is not given has its default: 30, 180)");
    }
    return cycle;
  }

  static CategoryPreference categoryPreference(ConfigMap map) {
    List<Integer> k = map.read("k", MeasuresReader::clusterRange).orElse(List.of(3, 12));
    CategoryPreference preference =
        new CategoryPreference(
            map.read("level", level -> level.oneOf(Level.class)).orElse(Level.L2),
            map.read("window_days", MeasuresReader::days).orElse(365),
            k.get(0),
            k.get(1),
            map.read("min_purchases", MeasuresReader::count).orElse(2),
            map.read("seed", seed -> seed.wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE)).orElse(7L),
            map.read("retrain_days", MeasuresReader::days).orElse(7),
            map.read("drift", ConfigNode::amount).orElse(new BigDecimal("0.2")));
    map.rejectOtherKeys();
    return preference;
  }

  private static Optional<List<Integer>> clusterRange(ConfigNode node) {
    Optional<List<Integer>> range = node.list(k -> k.integer(2, 100));
    if (range.isPresent() && (range.get().size() != 2 || range.get().get(0) > range.get().get(1))) {
      node.wrong(
          "must be the smallest and the largest number of clusters, such as [3, 12], but is "
              + range.get());
      return Optional.empty();
    }
    return range;
  }

  static Repurchase repurchase(ConfigMap map) {
    Repurchase repurchase =
        new Repurchase(
            map.read("horizon_days", MeasuresReader::days).orElse(90),
            map.read("curve_days", MeasuresReader::days).orElse(365),
            map.read("refund_settle_days", days -> days.integer(0, MAX_DAYS)).orElse(15),
            map.read("min_customers", MeasuresReader::count).orElse(100),
            map.read("min_events", MeasuresReader::count).orElse(30));
    map.rejectOtherKeys();
    if (map.isSound() && repurchase.horizonDays() > repurchase.curveDays()) {
      map.wrong(
          "horizon_days must not be above curve_days, but they are "
              + repurchase.horizonDays()
              + " and "
              + repurchase.curveDays()
              + " (what is not given has its default: 90, 365)");
    }
    return repurchase;
  }

  static Attach attach(ConfigMap map) {
    Attach attach =
        new Attach(
            map.read("level", level -> level.oneOf(Level.class)).orElse(Level.L2),
            map.read("window_days", MeasuresReader::days).orElse(365));
    map.rejectOtherKeys();
    return attach;
  }

  static Quality quality(ConfigMap map) {
    Quality quality =
        new Quality(
            map.read("max_reject_rate", ConfigNode::share).orElse(new BigDecimal("0.02")),
            map.read("min_rows_vs_previous", ConfigNode::share).orElse(new BigDecimal("0.5")),
            map.read("max_audience_change", ConfigNode::amount).orElse(new BigDecimal("0.5")),
            map.read("max_customer_identifiers", MeasuresReader::count).orElse(10_000),
            map.read("max_id_changes", ConfigNode::share).orElse(new BigDecimal("0.2")),
            map.read("max_merges", ConfigNode::share).orElse(new BigDecimal("0.2")));
    map.rejectOtherKeys();
    return quality;
  }

  private static Optional<Integer> days(ConfigNode node) {
    return node.integer(1, MAX_DAYS);
  }

  private static Optional<Integer> count(ConfigNode node) {
    return node.integer(1, Integer.MAX_VALUE);
  }
}
