package io.tributary.workspace;

import static io.tributary.config.ConfigNode.MAX_DAYS;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Settings.Domain;
import io.tributary.workspace.Settings.Export;
import io.tributary.workspace.Settings.History;
import io.tributary.workspace.Settings.Maintenance;
import io.tributary.workspace.Settings.Promotion;
import io.tributary.workspace.Settings.PurchaseUnit;
import io.tributary.workspace.Settings.SalesChannel;
import io.tributary.workspace.Settings.Side;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code tributary.yaml}. Each default stands beside the reading of its key; a value that is
 * wrong is noted, and its default stands in so that reading goes on.
 */
final class SettingsReader {
  private static final int MOST_AOV_BANDS = 62;

  private SettingsReader() {}

  /** Reads the whole file; problems are noted in the map's own list. */
  static Settings read(ConfigMap file) {
    Settings settings =
        new Settings(
            file.require("brand", "brand: Demo Footwear", ConfigNode::text).orElse(""),
            file.read("timezone", SettingsReader::zone).orElse(ZoneId.of("Asia/Shanghai")),
            file.read("currency", SettingsReader::currency).orElse("CNY"),
            file.read("landing", ConfigNode::text).orElse("landing"),
            file.read("lake", ConfigNode::text).orElse("lake"),
            file.read("exports", ConfigNode::text).orElse("exports"),
            file.read("purchase_unit", node -> node.oneOf(PurchaseUnit.class))
                .orElse(PurchaseUnit.DAY),
            IdentityReader.read(file.section("identity")),
            MeasuresReader.lifecycle(file.section("lifecycle")),
            MeasuresReader.rfm(file.section("rfm")),
            MeasuresReader.cycle(file.section("cycle")),
            file.read("channels", SettingsReader::channels).orElse(Map.of()),
            file.read("calendar", node -> node.list(SettingsReader::promotion)).orElse(List.of()),
            history(file.section("history")),
            ExcludeReader.read(file.section("exclude")),
            file.read("aov_bands", SettingsReader::amountBands)
                .orElse(List.of(new BigDecimal("100"), new BigDecimal("300"))),
            file.read("age_bands", SettingsReader::ageBands).orElse(List.of(18, 26, 31, 41, 51)),
            MeasuresReader.categoryPreference(file.section("category_preference")),
            MeasuresReader.repurchase(file.section("repurchase")),
            MeasuresReader.attach(file.section("attach")),
            ContactPolicyReader.read(file.section("contact_policy")),
            MeasuresReader.quality(file.section("quality")),
            export(file.section("export")),
            maintenance(file.section("maintenance")));
    file.rejectOtherKeys();
    return settings;
  }

  private static Export export(ConfigMap map) {
    Export export = new Export(map.read("csv_bom", ConfigNode::bool).orElse(false));
    map.rejectOtherKeys();
    return export;
  }

  private static Maintenance maintenance(ConfigMap map) {
    // A week at least: whoever reads while a night runs, or looks back a few nights, needs them.
    Maintenance maintenance =
        new Maintenance(map.read("vacuum_days", node -> node.integer(7, 3_650)).orElse(30));
    map.rejectOtherKeys();
    return maintenance;
  }

  private static Optional<ZoneId> zone(ConfigNode node) {
    Optional<String> name = node.text();
    try {
      return name.map(ZoneId::of);
    } catch (DateTimeException e) {
      String given = name.orElseThrow();
      // Many write the city alone; the region in front of it is what they lack.
      Optional<String> meant =
          ZoneId.getAvailableZoneIds().stream()
              .filter(
                  id -> id.toLowerCase(Locale.ROOT).endsWith("/" + given.toLowerCase(Locale.ROOT)))
              .min(String::compareTo)
              .or(() -> Suggestion.closest(given, ZoneId.getAvailableZoneIds()));
      String hint =
          meant.map(id -> "did you mean `" + id + "`?").orElse("write one such as Asia/Shanghai");
      node.wrong("unknown time zone `" + given + "`; " + hint);
      return Optional.empty();
    }
  }

  private static Optional<String> currency(ConfigNode node) {
    Optional<String> code = node.text();
    List<String> known =
        Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode).toList();
    if (code.isPresent() && !known.contains(code.get())) {
      String hint = known.contains(code.get().toUpperCase(Locale.ROOT)) ? " in capitals" : "";
      return node.expected("the ISO 4217 code of a currency" + hint + ", such as CNY");
    }
    return code;
  }

  private static Optional<Map<String, SalesChannel>> channels(ConfigNode node) {
    return node.map().map(map -> map.readAll(SettingsReader::channel));
  }

  private static Optional<SalesChannel> channel(ConfigNode node) {
    return node.map()
        .map(
            map -> {
              SalesChannel channel =
                  new SalesChannel(
                      map.read("side", side -> side.oneOf(Side.class)),
                      map.read("domain", domain -> domain.oneOf(Domain.class)));
              map.rejectOtherKeys();
              return channel;
            });
  }

  private static Optional<Promotion> promotion(ConfigNode node) {
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    Optional<String> name = map.require("name", "name: double11", ConfigNode::text);
    Optional<LocalDate> from = map.require("from", "from: 2024-11-01", ConfigNode::date);
    Optional<LocalDate> to = map.require("to", "to: 2024-11-11", ConfigNode::date);
    map.rejectOtherKeys();
    if (!map.isSound()) {
      return Optional.empty();
    }
    if (from.orElseThrow().isAfter(to.orElseThrow())) {
      map.wrong(
          "ends before it begins: from " + from.get() + " to " + to.get() + "; swap the dates");
    }
    return Optional.of(new Promotion(name.orElseThrow(), from.get(), to.get()));
  }

  private static History history(ConfigMap map) {
    History history =
        new History(
            map.read("from", ConfigNode::date),
            map.read("burn_in_days", days -> days.integer(0, MAX_DAYS)).orElse(365));
    map.rejectOtherKeys();
    return history;
  }

  private static Optional<List<BigDecimal>> amountBands(ConfigNode node) {
    return node.list(ConfigNode::amount)
        .filter(bands -> areBands(node, bands))
        .filter(bands -> areFew(node, bands.size()));
  }

  /** As many as the regressions of key factors tell apart. */
  private static boolean areFew(ConfigNode node, int bands) {
    if (bands > MOST_AOV_BANDS) {
      node.wrong(
          "may have %d bounds at most, but has %d; make wider bands"
              .formatted(MOST_AOV_BANDS, bands));
    }
    return bands <= MOST_AOV_BANDS;
  }

  private static Optional<List<Integer>> ageBands(ConfigNode node) {
    return node.list(age -> age.integer(1, 150)).filter(bands -> areBands(node, bands));
  }

  private static <T extends Comparable<T>> boolean areBands(ConfigNode node, List<T> bands) {
    for (int i = 1; i < bands.size(); i++) {
      if (bands.get(i).compareTo(bands.get(i - 1)) <= 0) {
        node.wrong(
            "lower bounds must ascend, but "
                + bands.get(i)
                + " follows "
                + bands.get(i - 1)
                + "; sort them and give each once");
        return false;
      }
    }
    return true;
  }
}
