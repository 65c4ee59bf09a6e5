package io.tributary.airflow;

import io.tributary.airflow.client.model.Backfill;
import io.tributary.airflow.client.model.BackfillRequest;
import io.tributary.airflow.client.model.Clear;
import io.tributary.airflow.client.model.DagPatch;
import io.tributary.airflow.client.model.DagRun;
import io.tributary.airflow.client.model.LogLine;
import io.tributary.airflow.client.model.TaskInstance;
import io.tributary.airflow.client.model.Trigger;
import io.tributary.pipeline.UserMistake;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The runs of the DAG: a night each. A run's date is the day of its logical date in the brand's
 * time zone, as in the DAG itself.
 */
final class NightRuns {
  /** More tasks than a run ever has: one per job, and one per source that is waited for. */
  private static final int ALL_TASKS = 1000;

  private final AirflowCalls calls;
  private final String dag;
  private final ZoneId zone;

  NightRuns(AirflowCalls calls, String dag, ZoneId zone) {
    this.calls = calls;
    this.dag = dag;
    this.zone = zone;
  }

  /** The zone in which dates are meant. */
  ZoneId zone() {
    return zone;
  }

  /** Which Airflow answers, and where. */
  String airflow() {
    return "Airflow %s at %s".formatted(calls.version(), calls.url());
  }

  /** Whether Airflow starts nothing of the DAG, as it does with new ones. */
  boolean isPaused() {
    return Boolean.TRUE.equals(calls.ask(airflow -> airflow.getDag(dag)).getIsPaused());
  }

  /** Lets Airflow start the DAG's runs. */
  void unpause() {
    calls.order(airflow -> airflow.patchDag(dag, new DagPatch().isPaused(false)));
  }

  /**
   * Makes sure that Airflow starts what it is asked for.
   *
   * @param unpause whether a DAG that is paused is to be unpaused
   */
  void requireUnpaused(boolean unpause) {
    if (!isPaused()) {
      return;
    }
    if (!unpause) {
      throw new UserMistake(
          "The DAG is paused, so Airflow would not start the run. Unpause it, or say --unpause.");
    }
    unpause();
  }

  /**
   * Starts the night of a date.
   *
   * @throws UserMistake if there is a run for it already
   */
  DagRun trigger(LocalDate date) {
    // The schedule's runs have another hour than ours: Airflow alone would not see two of a night.
    newest(startOf(date), startOf(date.plusDays(1)))
        .ifPresent(
            run -> {
              throw new UserMistake(
                  "The night of %s has a run already: %s, %s. `tributary airflow status --date %s` says more; `retry` goes on with one that failed."
                      .formatted(date, run.getDagRunId(), run.getState(), date));
            });
    Trigger trigger =
        new Trigger()
            .dagRunId("tributary__" + date)
            .logicalDate(startOf(date))
            .note("Triggered by tributary airflow trigger");
    return calls.order(airflow -> airflow.triggerDagRun(dag, trigger));
  }

  /** The newest run for a date. */
  DagRun of(LocalDate date) {
    return newest(startOf(date), startOf(date.plusDays(1))).orElseThrow(() -> noRun("for " + date));
  }

  /** The newest run of all. */
  DagRun newest() {
    return newest(null, null).orElseThrow(() -> noRun("yet"));
  }

  private Optional<DagRun> newest(OffsetDateTime from, OffsetDateTime before) {
    return calls
        .ask(airflow -> airflow.getDagRuns(dag, from, before, "-id", 1))
        .getDagRuns()
        .stream()
        .findFirst();
  }

  private UserMistake noRun(String which) {
    return new UserMistake(
        "The DAG %s has no run %s; start one with `tributary airflow trigger`."
            .formatted(dag, which));
  }

  /** The same run as it stands now. */
  DagRun refresh(DagRun run) {
    return calls.ask(airflow -> airflow.getDagRun(dag, run.getDagRunId()));
  }

  /** The tasks of a run. */
  List<TaskInstance> tasks(DagRun run) {
    return calls
        .ask(airflow -> airflow.getTaskInstances(dag, run.getDagRunId(), ALL_TASKS))
        .getTaskInstances();
  }

  /** What a task's newest try wrote into its log. */
  List<String> log(TaskInstance task) {
    List<LogLine> lines =
        calls
            .ask(
                airflow ->
                    airflow.getLog(
                        dag,
                        task.getDagRunId(),
                        task.getTaskId(),
                        task.getTryNumber(),
                        true,
                        task.getMapIndex()))
            .getContent();
    return lines.stream().map(line -> line.getEvent() == null ? "" : line.getEvent()).toList();
  }

  /** Runs a run's failed tasks again, and those that had to wait for them. */
  List<TaskInstance> retry(DagRun run) {
    Clear clear =
        new Clear()
            .dryRun(false)
            .dagRunId(run.getDagRunId())
            .onlyFailed(true)
            .includeDownstream(true)
            .resetDagRuns(true);
    return calls.order(airflow -> airflow.clearTaskInstances(dag, clear)).getTaskInstances();
  }

  /** Has Airflow run the nights of all dates from one to another, in order. */
  Backfill backfill(LocalDate from, LocalDate to, boolean failedAgain) {
    BackfillRequest request =
        new BackfillRequest()
            .dagId(dag)
            .fromDate(startOf(from))
            .toDate(startOf(to.plusDays(1)).minusSeconds(1))
            .runBackwards(false)
            .reprocessBehavior(failedAgain ? "failed" : "none")
            .maxActiveRuns(1);
    return calls.order(airflow -> airflow.createBackfill(request));
  }

  private OffsetDateTime startOf(LocalDate date) {
    return date.atStartOfDay(zone).toOffsetDateTime();
  }
}
