package io.tributary.airflow;

import io.tributary.airflow.client.model.DagRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code airflow trigger}: starts the night of a date. */
@Command(
    name = "trigger",
    description = "Starts the night of a date, once: a second run for it is refused.",
    mixinStandardHelpOptions = true)
public final class TriggerCommand implements Callable<Integer> {
  @Mixin AirflowOption airflow;

  @Mixin WatchOption watch;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The business date (default: yesterday).")
  String date;

  @Option(
      names = "--wait",
      description = "Follow the run to its end; the exit code is its outcome.")
  boolean wait;

  @Option(names = "--unpause", description = "Unpause the DAG first, if it is paused.")
  boolean unpause;

  @Override
  public Integer call() {
    NightRuns nights = airflow.nights(System.getenv());
    nights.requireUnpaused(unpause);
    DagRun run = nights.trigger(airflow.dateOrYesterday(date));
    if (wait) {
      return watch.watch(nights, airflow.quiet).follow(run, watch.patience()).exitCode();
    }
    System.out.println(run.getDagRunId());
    return 0;
  }
}
