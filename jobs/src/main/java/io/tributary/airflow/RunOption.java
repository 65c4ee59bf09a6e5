package io.tributary.airflow;

import io.tributary.airflow.client.model.DagRun;
import picocli.CommandLine.Option;

/** Which run is meant. */
public final class RunOption {
  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The newest run for this business date (default: the newest run of all).")
  String date;

  DagRun find(NightRuns nights) {
    return date == null ? nights.newest() : nights.of(AirflowOption.date(date, "--date"));
  }
}
