package io.tributary.airflow;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code airflow wait}: follows a run to its end. */
@Command(
    name = "wait",
    description = "Follows a run to its end; the exit code is its outcome.",
    mixinStandardHelpOptions = true)
public final class WaitCommand implements Callable<Integer> {
  @Mixin AirflowOption airflow;

  @Mixin RunOption run;

  @Mixin WatchOption watch;

  @Override
  public Integer call() {
    NightRuns nights = airflow.nights(System.getenv());
    return watch.watch(nights, airflow.quiet).follow(run.find(nights), watch.patience()).exitCode();
  }
}
