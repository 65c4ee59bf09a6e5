package io.tributary.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.airflow.client.model.DagRun;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.UserMistake;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of Airflow, and what is told of its answers. */
class NightRunsTest {
  private static final String DAG = "/api/v2/dags/tributary_nightly";
  private static final String RUN = DAG + "/dagRuns/tributary__2025-06-30";
  private static final String NO_RUN = "{\"dag_runs\": [], \"total_entries\": 0}";
  private static final LocalDate DATE = LocalDate.of(2025, 6, 30);

  private final FakeAirflow airflow = new FakeAirflow();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    airflow.close();
  }

  private static String run(String state) {
    return "{\"dag_run_id\": \"tributary__2025-06-30\", \"logical_date\": \"2025-06-29T16:00:00Z\", \"state\": \"%s\", \"conf\": {}, \"run_type\": \"manual\"}"
        .formatted(state);
  }

  private static String task(String name, String state, int attempt) {
    return "{\"task_id\": \"%s\", \"dag_run_id\": \"tributary__2025-06-30\", \"map_index\": -1, \"try_number\": %d, \"state\": %s, \"start_date\": \"2025-07-01T02:00:00Z\", \"end_date\": \"2025-07-01T02:00:09.5Z\"}"
        .formatted(name, attempt, state == null ? null : "\"" + state + "\"");
  }

  private static String tasks(String... tasks) {
    return "{\"task_instances\": [%s], \"total_entries\": %d}"
        .formatted(String.join(", ", tasks), tasks.length);
  }

  private NightWatch watch() {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new NightWatch(airflow.nights(), new Console(out, false), Duration.ofMillis(1));
  }

  @Test
  void aNightBeginsWithTheDayInTheBrandsTimeZone() {
    airflow
        .on("GET " + DAG + "/dagRuns", 200, NO_RUN)
        .on("POST " + DAG + "/dagRuns", 200, run("queued"));

    assertThat(airflow.nights().trigger(DATE).getDagRunId()).isEqualTo("tributary__2025-06-30");
    assertThat(airflow.requests())
        .containsExactly(
            "GET " + DAG + "/dagRuns as Bearer t",
            "POST "
                + DAG
                + "/dagRuns as Bearer t {\"dag_run_id\":\"tributary__2025-06-30\",\"logical_date\":\"2025-06-30T00:00:00+08:00\",\"note\":\"Triggered by tributary airflow trigger\"}");
  }

  @Test
  void aNightThatTheScheduleHasStartedIsNotStartedAgain() {
    airflow.on("GET " + DAG + "/dagRuns", 200, "{\"dag_runs\": [" + run("failed") + "]}");

    assertThatThrownBy(() -> airflow.nights().trigger(DATE))
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "The night of 2025-06-30 has a run already: tributary__2025-06-30, failed. `tributary airflow status --date 2025-06-30` says more; `retry` goes on with one that failed.");
  }

  @Test
  void aPausedDagIsUnpausedIfThatIsMeant() {
    airflow
        .on("GET " + DAG, 200, "{\"is_paused\": true}")
        .on("PATCH " + DAG, 200, "{\"is_paused\": false}");

    assertThatThrownBy(() -> airflow.nights().requireUnpaused(false))
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "The DAG is paused, so Airflow would not start the run. Unpause it, or say --unpause.");
    airflow.nights().requireUnpaused(true);
    assertThat(airflow.requests().get(2)).endsWith(" as Bearer t {\"is_paused\":false}");
  }

  @Test
  void aBackfillTakesInBothDays() {
    airflow.on("POST /api/v2/backfills", 200, "{\"id\": 7}");

    assertThat(airflow.nights().backfill(DATE, DATE.plusDays(1), false).getId()).isEqualTo(7);
    assertThat(airflow.requests().get(0))
        .contains(
            "\"from_date\":\"2025-06-30T00:00:00+08:00\",\"to_date\":\"2025-07-01T23:59:59+08:00\"",
            "\"reprocess_behavior\":\"none\"");
  }

  @Test
  void aRetryClearsWhatFailed() {
    airflow
        .on("GET " + DAG + "/dagRuns", 200, "{\"dag_runs\": [" + run("failed") + "]}")
        .on("POST " + DAG + "/clearTaskInstances", 200, tasks(task("ingest", "failed", 1)));
    NightRuns nights = airflow.nights();

    DagRun found = nights.of(DATE);

    assertThat(nights.retry(found)).hasSize(1);
    assertThat(airflow.requests().get(1))
        .endsWith(
            "{\"dry_run\":false,\"dag_run_id\":\"tributary__2025-06-30\",\"only_failed\":true,\"include_downstream\":true,\"reset_dag_runs\":true}");
  }

  @Test
  void aDateWithoutARun() {
    airflow.on("GET " + DAG + "/dagRuns", 200, NO_RUN);

    assertThatThrownBy(() -> airflow.nights().of(DATE))
        .isInstanceOf(UserMistake.class)
        .hasMessage(
            "The DAG tributary_nightly has no run for 2025-06-30; start one with `tributary airflow trigger`.");
  }

  @Test
  void aRunIsFollowedToSuccess() {
    airflow
        .on("GET " + RUN, 200, run("running"))
        .on("GET " + RUN, 200, run("success"))
        .on(
            "GET " + RUN + "/taskInstances",
            200,
            tasks(task("ingest", "running", 1), task("identity", null, 0)))
        .on(
            "GET " + RUN + "/taskInstances",
            200,
            tasks(task("ingest", "success", 1), task("identity", "success", 1)));

    assertThat(watch().follow(known(), Duration.ofMinutes(1))).isEqualTo(Outcome.SUCCESS);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            Night of 2025-06-30, run tributary__2025-06-30: queued
              ingest: running
              ingest: success after 9 s, 2 of 2
              identity: success after 9 s, 2 of 2
            Success.
            """);
  }

  @Test
  void aGateIsToldWithItsReason() {
    airflow
        .on("GET " + RUN, 200, run("failed"))
        .on(
            "GET " + RUN + "/taskInstances",
            200,
            tasks(task("ingest", "failed", 2), task("identity", "upstream_failed", 0)))
        .on(
            "GET " + RUN + "/taskInstances/ingest/logs/2",
            200,
            "{\"content\": [{\"event\": \"stopped by a gate: pos has no dump.\", \"level\": \"info\"}, {\"event\": \"Task failed\"}], \"continuation_token\": null}");

    assertThat(watch().follow(known(), Duration.ofMinutes(1))).isEqualTo(Outcome.GATE);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .endsWith("warning: ingest: stopped by a gate: pos has no dump.\n");
  }

  @Test
  void aLongRunIsLeftToItself() {
    airflow.on("GET " + RUN, 200, run("running")).on("GET " + RUN + "/taskInstances", 200, tasks());

    assertThat(watch().follow(known(), Duration.ZERO)).isEqualTo(Outcome.RUNNING);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .endsWith(
            "warning: tributary__2025-06-30 is still running after 0 minutes; it goes on without being watched.\n");
  }

  private DagRun known() {
    airflow
        .on("GET " + DAG + "/dagRuns", 200, NO_RUN)
        .on("POST " + DAG + "/dagRuns", 200, run("queued"));
    return airflow.nights().trigger(DATE);
  }
}
