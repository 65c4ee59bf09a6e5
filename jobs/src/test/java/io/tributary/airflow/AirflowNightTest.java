package io.tributary.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.Pipeline;
import io.tributary.airflow.client.model.DagRun;
import io.tributary.airflow.client.model.TaskInstance;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.pipeline.Console;
import io.tributary.workspace.FilePattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night by a real Airflow: every job as a spark-submit of the built jar, driven by the client
 * alone.
 */
@Tag("alone")
class AirflowNightTest {
  private static final Path JAR = Path.of("jobs/target/tributary.jar");
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final String ORDERS =
      """
      source: orders
      files: orders/{date:yyyyMMdd}.csv
      format: csv
      required: true
      entities:
        - entity: order
          columns:
            order_id: no
            channel: "'shop'"
            ordered_at: "to_timestamp(at)"
            paid_amount: "cast(paid as decimal(18,2))"
          identifiers: {phone: phone}
      """;

  /** What Airflow wrote stays to be looked at when the test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void aNightWaitsForItsDumpStopsAtAGateAndSucceedsWhenItIsMended() throws Exception {
    Path environment = environment();
    WorkspaceFixture shop =
        WorkspaceFixture.in(folder.resolve("shop"))
            .with("tributary.yaml", "brand: Shop\n")
            .source(ORDERS);
    try (RealAirflow airflow =
        RealAirflow.start(environment, folder.resolve("airflow"), shop.folder(), JAR)) {
      NightRuns nights = airflow.nights();
      nights.unpause();
      DagRun run = nights.trigger(LocalDate.of(2025, 6, 1));
      assertThat(awaitedBy(nights, run)).endsWith("/landing/orders/20250601.csv");

      shop.dump("orders/20250601.csv", "no,at,paid,phone", "1,yesterday,ten,13912340001");
      assertThat(watch(nights).follow(run, PATIENCE)).as(transcript()).isEqualTo(Outcome.GATE);
      assertThat(transcript())
          .contains("wait_for_dumps", "warning: ingest: stopped by a gate: ", "max_reject_rate");
      assertThat(attempts(nights, run, "ingest")).as("a gate is not tried again").isEqualTo(1);

      shop.dump("orders/20250601.csv", "no,at,paid,phone", "1,2025-06-01 10:20:00,598,13912340001");
      assertThat(nights.retry(run)).isNotEmpty();
      assertThat(watch(nights).follow(run, PATIENCE)).as(transcript()).isEqualTo(Outcome.SUCCESS);
      assertThat(attempts(nights, run, "export")).isEqualTo(1);

      backfill(airflow, shop);
    }
    JsonNode report = new ObjectMapper().readTree(shop.runJson("2025-06-01").toFile());
    assertThat(report.path("status").asText()).isEqualTo("done");
    assertThat(report.path("jobs").findValuesAsText("job")).isEqualTo(Pipeline.names());
    assertThat(shop.folder().resolve("exports/2025-06-01/tables/customers.csv")).exists();
  }

  /**
   * Two more nights, by the commands themselves: one date after the other, each of its own dumps. A
   * gate ends the first of them, so that it is one job instead of fourteen.
   */
  private void backfill(RealAirflow airflow, WorkspaceFixture shop) throws Exception {
    assertThat(command(airflow, "backfill", "--dates", "2025-06-02..2025-06-03"))
        .isEqualTo(
            "0: Backfill 1: the nights from 2025-06-02 to 2025-06-03. Follow one with `tributary airflow wait --date 2025-06-03`.\n");
    NightRuns nights = airflow.nights();
    DagRun first = nights.of(LocalDate.of(2025, 6, 2));
    DagRun second = nights.of(LocalDate.of(2025, 6, 3));
    assertThat(first.getLogicalDate()).isEqualTo("2025-06-02T02:00:00+08:00");
    assertThat(awaitedBy(nights, first)).endsWith("/landing/orders/20250602.csv");
    assertThat(nights.refresh(second).getState()).isEqualTo("queued");

    shop.dump("orders/20250602.csv", "no,at,paid,phone", "2,yesterday,ten,13912340001");
    assertThat(watch(nights).follow(first, PATIENCE)).as(transcript()).isEqualTo(Outcome.GATE);
    assertThat(awaitedBy(nights, second)).endsWith("/landing/orders/20250603.csv");
    assertThat(command(airflow, "status", "--date", "2025-06-02"))
        .startsWith("3: Airflow 3.")
        .contains("Night of 2025-06-02, run backfill__", ": failed", "max_reject_rate");
  }

  /** The exit code of {@code tributary airflow ...} and what it says. */
  private static String command(RealAirflow airflow, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.tributary.Main",
                "airflow"));
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
    program.environment().putAll(airflow.environmentOfCommands());
    Process process = program.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + ": " + said;
  }

  @Test
  void theDagLooksForDumpsWhereTheProgramDoes() throws IOException {
    LocalDate date = LocalDate.of(2025, 6, 3);
    List<String> patterns =
        List.of(
            "tmall/dt={date}/*.csv",
            "pos_{date:yyyyMMdd}_[a]?.txt",
            "{date:yy/M/d}/z.csv",
            "{date:yyyy'T'DDD}.gz",
            "*/?{date}/*_a.csv");
    List<String> command = new ArrayList<>();
    command.add(environment().resolve("bin/python").toString());
    command.add("-c");
    command.add(
        """
        import datetime, sys
        sys.path.insert(0, "airflow/dags")
        from tributary_nightly import as_glob
        for pattern in sys.argv[1:]:
            print("glob:" + as_glob(pattern, datetime.date(2025, 6, 3)))
        """);
    command.addAll(patterns);
    ProcessBuilder python = new ProcessBuilder(command);
    python.environment().put("AIRFLOW_HOME", folder.toString());
    List<String> globs = output(python).lines().filter(line -> line.startsWith("glob:")).toList();

    assertThat(globs).hasSameSizeAs(patterns);
    for (int i = 0; i < patterns.size(); i++) {
      String path =
          globs
              .get(i)
              .substring("glob:".length())
              .replace("[!._]", "x")
              .replace("[[]", "[")
              .replaceAll("[*?]", "x");
      assertThat(FilePattern.of(patterns.get(i)).dumpDate(path)).as(path).contains(date);
    }
    assertThat(globs)
        .as("not what is being written, under a name that begins with _")
        .startsWith("glob:tmall/dt=2025-06-03/[!._]*.csv")
        .endsWith("glob:[!._]*/[!._]2025-06-03/[!._]*_a.csv");
  }

  /** The Python environment; without Python or a package index the test is skipped, and says so. */
  private static Path environment() throws IOException {
    assumeTrue(Files.exists(JAR), "No " + JAR + ": run ./tributary airflow-test, which builds it.");
    String printed = output(new ProcessBuilder("jobs/python-environment", "airflow")).strip();
    boolean made = printed.startsWith("/") && Files.isDirectory(Path.of(printed));
    if (!made) {
      System.err.println("SKIPPED: Airflow could not be installed, so no night was run by it.");
    }
    assumeTrue(made, "jobs/python-environment airflow failed; what it said is above.");
    return Path.of(printed);
  }

  private static String output(ProcessBuilder command) throws IOException {
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The dump that a run waits for, once the wait has been handed over to the triggerer. */
  private static String awaitedBy(NightRuns nights, DagRun run) {
    for (int second = 0; second < 120; second++) {
      for (TaskInstance task : nights.tasks(run)) {
        if ("deferred".equals(task.getState())) {
          return task.getRenderedMapIndex();
        }
      }
      AirflowCalls.pause(Duration.ofSeconds(1));
    }
    throw new AssertionError("The wait for dumps was not deferred: " + nights.tasks(run));
  }

  private static int attempts(NightRuns nights, DagRun run, String task) {
    List<TaskInstance> tasks =
        nights.tasks(run).stream().filter(t -> t.getTaskId().equals(task)).toList();
    assertThat(tasks).hasSize(1);
    return tasks.get(0).getTryNumber();
  }

  private NightWatch watch(NightRuns nights) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new NightWatch(nights, new Console(out, false), Duration.ofSeconds(1));
  }

  private String transcript() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
