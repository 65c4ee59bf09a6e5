package io.tributary.airflow;

import io.tributary.pipeline.Console;
import io.tributary.pipeline.UserMistake;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long and how often a run is looked at. */
public final class WatchOption {
  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      defaultValue = "720",
      description = "Leave the run alone after this long (default: ${DEFAULT-VALUE}).")
  long minutes;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Ask this often (default: ${DEFAULT-VALUE}).")
  long seconds;

  NightWatch watch(NightRuns nights, boolean quiet) {
    if (seconds < 1 || minutes < 0) {
      throw new UserMistake("--every takes at least 1 second, --timeout at least 0 minutes.");
    }
    return new NightWatch(nights, new Console(System.out, quiet), Duration.ofSeconds(seconds));
  }

  Duration patience() {
    return Duration.ofMinutes(minutes);
  }
}
