package io.tributary.airflow;

import io.tributary.airflow.client.model.DagRun;
import io.tributary.pipeline.UserMistake;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code airflow retry}: goes on with a run that failed, when its cause was mended. */
@Command(
    name = "retry",
    description = "Clears the failed tasks of a run, so that it goes on from there.",
    mixinStandardHelpOptions = true)
public final class RetryCommand implements Callable<Integer> {
  @Mixin AirflowOption airflow;

  @Mixin RunOption run;

  @Mixin WatchOption watch;

  @Option(
      names = "--wait",
      description = "Follow the run to its end; the exit code is its outcome.")
  boolean wait;

  @Override
  public Integer call() {
    NightRuns nights = airflow.nights(System.getenv());
    DagRun found = run.find(nights);
    if (nights.retry(found).isEmpty()) {
      throw new UserMistake(
          "No task of %s has failed; it is %s.".formatted(found.getDagRunId(), found.getState()));
    }
    if (wait) {
      return watch.watch(nights, airflow.quiet).follow(found, watch.patience()).exitCode();
    }
    System.out.println(found.getDagRunId());
    return 0;
  }
}
