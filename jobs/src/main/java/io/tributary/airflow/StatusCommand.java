package io.tributary.airflow;

import io.tributary.pipeline.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code airflow status}: how a run stands. */
@Command(
    name = "status",
    description = "Says which Airflow answers, how a run and its tasks stand, and why it failed.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin AirflowOption airflow;

  @Mixin RunOption run;

  @Override
  public Integer call() {
    NightRuns nights = airflow.nights(System.getenv());
    Console console = new Console(System.out, airflow.quiet);
    console.say(nights.airflow());
    return new NightWatch(nights, console, Duration.ZERO).report(run.find(nights)).exitCode();
  }
}
