package io.tributary.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code exports/<D>/metrics.prom}: the numbers of {@code run.json} in Prometheus' text format
 * 0.0.4, for node_exporter's textfile collector or a push gateway. They describe one run, so all of
 * them are gauges; the date is a value and no label, or each night would begin new series.
 */
final class RunMetrics {
  static final String FILE = "metrics.prom";

  private final StringBuilder text = new StringBuilder();

  private RunMetrics() {}

  /**
   * The text.
   *
   * @param report what goes into {@code run.json}
   */
  static String of(Map<String, Object> report, Instant startedAt) {
    RunMetrics metrics = new RunMetrics();
    metrics.run(report, startedAt);
    metrics.jobs(maps(report.get("jobs")));
    return metrics.text.toString();
  }

  private void run(Map<String, Object> report, Instant startedAt) {
    begin("tributary_run_info", "What the run was for; always 1.");
    sample(
        "tributary_run_info",
        1,
        "brand",
        String.valueOf(report.get("brand")),
        "run_id",
        String.valueOf(report.get("run_id")));
    long asOf =
        LocalDate.parse(String.valueOf(report.get("as_of")))
            .atStartOfDay(ZoneOffset.UTC)
            .toEpochSecond();
    single("tributary_run_as_of_timestamp_seconds", "The business date, at midnight UTC.", asOf);
    single(
        "tributary_run_started_timestamp_seconds",
        "When the run began.",
        startedAt.toEpochMilli() / 1000.0);
    single("tributary_run_seconds", "How long the run took.", ((Number) report.get("seconds")));
    single(
        "tributary_run_done",
        "1 if the run went to its end, 0 if it was stopped or failed.",
        "done".equals(report.get("status")) ? 1 : 0);
    single(
        "tributary_run_gates",
        "Gates that stopped the run.",
        ((List<?>) report.get("gates")).size());
  }

  private void jobs(List<Map<?, ?>> jobs) {
    perJob(jobs, "tributary_job_seconds", "How long the job took.", "seconds");
    perJob(jobs, "tributary_job_rows_in", "Rows that the job read.", "rows_in");
    perJob(jobs, "tributary_job_rows_out", "Rows that the job wrote.", "rows_out");
    begin(
        "tributary_job_status",
        "1 for how the job ended: done, unchanged, stopped by a gate, or failed.");
    jobs.forEach(
        job ->
            sample(
                "tributary_job_status", 1, "job", text(job, "job"), "status", text(job, "status")));
    List<Map.Entry<String, Map<?, ?>>> sources = sources(jobs);
    perSource(sources, "tributary_source_files", "Files that the run took in.", "files");
    perSource(sources, "tributary_source_rows", "Records in these files.", "rows");
    perSource(sources, "tributary_source_rejects", "Records that were left out.", "rejected");
  }

  private void perJob(List<Map<?, ?>> jobs, String name, String help, String key) {
    begin(name, help);
    jobs.forEach(job -> sample(name, (Number) job.get(key), "job", text(job, "job")));
  }

  /** The sources are what {@code ingest} tells; a run without news of them has none. */
  private static List<Map.Entry<String, Map<?, ?>>> sources(List<Map<?, ?>> jobs) {
    List<Map.Entry<String, Map<?, ?>>> sources = new ArrayList<>();
    for (Map<?, ?> job : jobs) {
      if (job.get("sources") instanceof Map<?, ?> found) {
        found.forEach((name, facts) -> sources.add(Map.entry((String) name, (Map<?, ?>) facts)));
      }
    }
    return sources;
  }

  private void perSource(
      List<Map.Entry<String, Map<?, ?>>> sources, String name, String help, String key) {
    if (sources.isEmpty()) {
      return;
    }
    begin(name, help);
    sources.forEach(
        source -> sample(name, (Number) source.getValue().get(key), "source", source.getKey()));
  }

  private void single(String name, String help, Number value) {
    begin(name, help);
    sample(name, value);
  }

  private void begin(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private void sample(String name, Number value, String... labels) {
    text.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]);
      text.append("=\"").append(escaped(labels[i + 1])).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(Number value) {
    return value instanceof Double real
        ? String.format(Locale.ROOT, "%.3f", real)
        : String.valueOf(value.longValue());
  }

  private static String text(Map<?, ?> facts, String key) {
    return String.valueOf(facts.get(key));
  }

  private static List<Map<?, ?>> maps(Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    ((List<?>) list).forEach(element -> maps.add((Map<?, ?>) element));
    return maps;
  }
}
