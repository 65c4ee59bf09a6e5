package io.tributary.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.lake.FileStore;
import io.tributary.pipeline.Night.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * {@code exports/<D>/run.json}: what the newest run for a date did, what the night has come to with
 * it, and which table versions belong together; the same in numbers beside it ({@link RunMetrics}).
 */
public final class RunReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Run run;
  private final List<Job> night;
  private final boolean isWhole;
  private final Instant startedAt;

  /** A report for a run of some jobs of a night, or of all. */
  RunReport(Run run, List<Job> night, List<Job> jobs, Instant startedAt) {
    this.run = run;
    this.night = night;
    this.isWhole = jobs.size() == night.size();
    this.startedAt = startedAt;
  }

  /** Where the report of a run lies. */
  public static Path path(Run run) {
    return new Path(run.workspace().exports(), run.date() + "/run.json");
  }

  /** The versions that the date's last finished run named, if there was one. */
  public static Optional<Map<String, Long>> finishedVersions(Run run) {
    return read(run).filter(report -> "done".equals(report.get("status"))).map(RunReport::versions);
  }

  private static Map<String, Long> versions(Map<?, ?> report) {
    Map<String, Long> versions = new TreeMap<>();
    if (report.get("tables") instanceof Map<?, ?> tables) {
      tables.forEach((k, v) -> versions.put(String.valueOf(k), ((Number) v).longValue()));
    }
    return versions;
  }

  boolean finishedBefore() {
    return finishedVersions(run).isPresent();
  }

  private static Optional<Map<?, ?>> read(Run run) {
    return run.lake()
        .files()
        .read(path(run))
        .map(
            text -> {
              try {
                return JSON.readValue(text, Map.class);
              } catch (JsonProcessingException e) {
                // Damaged by hand: the night is simply not known to be finished.
                return Map.of();
              }
            });
  }

  /** Writes the report; {@code failure} is what ended the run, null if it went to its end. */
  void write(List<Outcome> outcomes, RuntimeException failure) {
    Optional<Map<?, ?>> before = read(run);
    NightProgress progress = progress(outcomes, before);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("run_id", run.runId());
    report.put("brand", run.workspace().settings().brand());
    report.put("as_of", run.date().toString());
    report.put("status", progress.status());
    report.put(
        "started_at",
        startedAt.atZone(run.workspace().settings().timezone()).toOffsetDateTime().toString());
    report.put("seconds", Duration.between(startedAt, Instant.now()).toMillis() / 1000.0);
    report.put("full", run.full());
    report.put("gates", gates(failure));
    report.put("jobs", progress.entries());
    // However often a run is stopped after a finished one, its versions still belong together.
    Map<String, Long> versions = before.map(RunReport::versions).orElse(Map.of());
    if (progress.status().equals("done")) {
      report.put("tables", run.lake().versions(allTables(versions)));
    } else if (!versions.isEmpty()) {
      report.put("tables", versions);
    }
    String metrics = RunMetrics.of(report, startedAt);
    try {
      FileStore files = run.lake().files();
      files.replace(path(run), JSON.writeValueAsString(report) + "\n");
      files.replace(new Path(path(run).getParent(), RunMetrics.FILE), metrics);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The run's report cannot be written as JSON", e);
    }
  }

  private static List<String> gates(RuntimeException failure) {
    return failure instanceof GateStopped stopped ? stopped.reasons() : List.of();
  }

  /** A run of all jobs begins anew; a run of some goes on from where the others have come. */
  private NightProgress progress(List<Outcome> outcomes, Optional<Map<?, ?>> before) {
    List<?> earlier =
        !isWhole && before.isPresent() && before.get().get("jobs") instanceof List<?> jobs
            ? jobs
            : List.of();
    NightProgress progress = new NightProgress(night, earlier);
    outcomes.forEach(o -> progress.add(o.job(), job(o), o.result().changed()));
    return progress;
  }

  /** Those that a night of an earlier version wrote included. */
  private List<String> allTables(Map<String, Long> before) {
    List<String> tables = new ArrayList<>(Contracts.PUBLISHED);
    night.forEach(job -> tables.addAll(job.writes()));
    tables.addAll(before.keySet());
    return tables.stream().distinct().toList();
  }

  private Map<String, Object> job(Outcome outcome) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job", outcome.job().name());
    job.put("status", outcome.status());
    job.put(
        "started_at",
        outcome
            .startedAt()
            .atZone(run.workspace().settings().timezone())
            .toOffsetDateTime()
            .toString());
    job.put("seconds", outcome.seconds());
    job.put("rows_in", outcome.result().rowsIn());
    job.put("rows_out", outcome.result().rowsOut());
    job.put("message", outcome.result().message());
    job.putAll(outcome.result().details());
    return job;
  }
}
