package io.tributary.airflow;

import io.tributary.pipeline.UserMistake;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code airflow backfill}: the nights of many dates. */
@Command(
    name = "backfill",
    description = "Has Airflow run the nights of all dates from A to B, one after the other.",
    mixinStandardHelpOptions = true)
public final class BackfillCommand implements Callable<Integer> {
  @Mixin AirflowOption airflow;

  @Option(
      names = "--dates",
      paramLabel = "A..B",
      required = true,
      description = "Such as 2025-06-01..2025-06-30.")
  String dates;

  @Option(names = "--failed-again", description = "Dates whose run failed are run again, too.")
  boolean failedAgain;

  @Option(names = "--unpause", description = "Unpause the DAG first, if it is paused.")
  boolean unpause;

  @Override
  public Integer call() {
    String[] ends = dates.split("\\.\\.", -1);
    if (ends.length != 2) {
      throw new UserMistake(
          "--dates takes two dates, such as 2025-06-01..2025-06-30, not '" + dates + "'.");
    }
    LocalDate from = AirflowOption.date(ends[0], "--dates");
    LocalDate to = AirflowOption.date(ends[1], "--dates");
    if (from.isAfter(to)) {
      throw new UserMistake("--dates begins after it ends: %s..%s.".formatted(from, to));
    }
    NightRuns nights = airflow.nights(System.getenv());
    nights.requireUnpaused(unpause);
    Integer id = nights.backfill(from, to, failedAgain).getId();
    System.out.printf(
        "Backfill %d: the nights from %s to %s. Follow one with `tributary airflow wait --date %s`.%n",
        id, from, to, to);
    return 0;
  }
}
