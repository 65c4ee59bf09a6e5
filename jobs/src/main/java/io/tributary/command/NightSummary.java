package io.tributary.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.pipeline.Night.Outcome;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What the nights of one command have done: for people a table, for programs JSON. */
final class NightSummary {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As many places as people remember. */
  private static final int PLACES = 3;

  private final Map<LocalDate, List<Outcome>> nights = new TreeMap<>();
  private List<String> places = List.of();

  /** A night that went to its end. */
  void add(LocalDate date, List<Outcome> outcomes) {
    nights.put(date, List.copyOf(outcomes));
  }

  /**
   * Where to look, of what the last night left: the first three that there are of the report, the
   * tables, the audiences, the night's record and the lake.
   */
  void lookIn(Workspace workspace, Predicate<String> exists) {
    if (!nights.isEmpty()) {
      String night = workspace.exports() + "/" + ((TreeMap<LocalDate, ?>) nights).lastKey();
      places =
          Stream.of(
                  night + "/report/index.html",
                  night + "/tables",
                  night + "/audiences",
                  night + "/run.json",
                  workspace.lake())
              .filter(exists)
              .limit(PLACES)
              .toList();
    }
  }

  /** A row per job, over all nights, then the places. */
  List<String> lines(int width) {
    TextTable table =
        new TextTable(
            List.of("job", "rows in", "rows out", "seconds", ""),
            List.of(false, true, true, true, false));
    Map<String, List<Outcome>> jobs = new LinkedHashMap<>();
    nights.values().stream()
        .flatMap(List::stream)
        .forEach(o -> jobs.computeIfAbsent(o.job().name(), n -> new ArrayList<>()).add(o));
    jobs.forEach((job, outcomes) -> table.add(row(job, outcomes)));
    table.add(row("all", jobs.values().stream().flatMap(List::stream).toList()));
    List<String> lines = new ArrayList<>();
    if (!jobs.isEmpty()) {
      lines.add("");
      lines.addAll(table.lines(width));
    }
    if (!places.isEmpty()) {
      lines.add("");
      lines.add("Where to look:");
      places.forEach(place -> lines.add("  " + place));
    }
    return lines;
  }

  private static List<String> row(String job, List<Outcome> outcomes) {
    boolean changed = outcomes.stream().anyMatch(o -> o.result().changed());
    return List.of(
        job,
        job.equals("all") ? "" : "%,d".formatted(sum(outcomes, o -> o.result().rowsIn())),
        job.equals("all") ? "" : "%,d".formatted(sum(outcomes, o -> o.result().rowsOut())),
        String.format(Locale.ROOT, "%.1f", seconds(outcomes)),
        changed ? "" : "unchanged");
  }

  private static long sum(List<Outcome> outcomes, ToLongFunction<Outcome> rows) {
    return outcomes.stream().mapToLong(rows).sum();
  }

  private static double seconds(List<Outcome> outcomes) {
    // A sum of milliseconds: doubles would show their rounding.
    return outcomes.stream().mapToLong(o -> Math.round(o.seconds() * 1000)).sum() / 1000.0;
  }

  /** One JSON object. */
  String json(Ending ending) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", ending.status());
    all.put("exit_code", ending.exitCode());
    all.put("messages", ending.sentences());
    List<Map<String, Object>> told = new ArrayList<>();
    nights.forEach((date, outcomes) -> told.add(night(date, outcomes)));
    all.put("nights", told);
    all.put("places", places);
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The summary cannot be written as JSON", e);
    }
  }

  private static Map<String, Object> night(LocalDate date, List<Outcome> outcomes) {
    Map<String, Object> night = new LinkedHashMap<>();
    night.put("as_of", date.toString());
    night.put("seconds", seconds(outcomes));
    night.put("jobs", outcomes.stream().map(NightSummary::job).toList());
    return night;
  }

  private static Map<String, Object> job(Outcome outcome) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job", outcome.job().name());
    job.put("status", outcome.status());
    job.put("rows_in", outcome.result().rowsIn());
    job.put("rows_out", outcome.result().rowsOut());
    job.put("seconds", outcome.seconds());
    job.put("message", outcome.result().message());
    return job;
  }
}
