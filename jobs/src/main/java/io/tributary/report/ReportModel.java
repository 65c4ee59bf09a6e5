package io.tributary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.report.Headlines.Headline;
import io.tributary.workspace.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the page knows: views, headline numbers beside those of earlier nights, and the settings
 * that its texts name.
 */
final class ReportModel {
  /**
   * A group with fewer is shown in grey: a share of it moves by more than 3 points with each
   * customer.
   */
  static final int SMALL_BELOW = 30;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportModel() {}

  /** The model as JSON; the same numbers give the same text. */
  static String json(
      Settings settings,
      LocalDate date,
      Map<String, ViewRows> views,
      List<Headline> headlines,
      NightHistory history) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("brand", settings.brand());
    model.put("currency", settings.currency());
    model.put("asOf", date.toString());
    model.put("monthHasEnded", date.plusDays(1).getDayOfMonth() == 1);
    model.put("lastNight", history.lastNight(date).map(LocalDate::toString).orElse(null));
    model.put("smallBelow", SMALL_BELOW);
    model.put("maxRejectRate", settings.quality().maxRejectRate());
    model.put("horizonDays", settings.repurchase().horizonDays());
    model.put("curveDays", settings.repurchase().curveDays());
    model.put("settleDays", settings.repurchase().refundSettleDays());
    model.put("settledOn", date.minusDays(settings.repurchase().refundSettleDays()).toString());
    model.put("rfmWindow", settings.rfm().windowDays().orElse(null));
    model.put("attachDays", settings.attach().windowDays());
    model.put("measures", measures(date, headlines, history));
    model.put("views", views);
    try {
      return JSON.writeValueAsString(model);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The report's model cannot be written as JSON", e);
    }
  }

  private static List<Map<String, Object>> measures(
      LocalDate date, List<Headline> headlines, NightHistory history) {
    Optional<LocalDate> lastNight = history.lastNight(date);
    Optional<LocalDate> monthAgo = history.monthAgo(date);
    List<Map<String, Object>> measures = new ArrayList<>();
    for (Headline headline : headlines) {
      boolean isRecomputed = headline.monthAgo() != null;
      Map<String, Object> measure = new LinkedHashMap<>();
      measure.put("key", headline.measure());
      measure.put("unit", headline.unit().name().toLowerCase(Locale.ROOT));
      measure.put("now", headline.value());
      measure.put("night", history.value(lastNight, headline.measure()));
      measure.put(
          "month",
          isRecomputed ? headline.monthAgo() : history.value(monthAgo, headline.measure()));
      measure.put(
          "monthOn",
          isRecomputed
              ? date.minusDays(30).toString()
              : monthAgo.map(LocalDate::toString).orElse(null));
      measures.add(measure);
    }
    return measures;
  }
}
