package io.tributary.command;

import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.UserMistake;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options {@code --date} and {@code --full}, which every command takes, for those that look at
 * the lake as its last night left it: earlier states are not kept, so any other date is refused
 * rather than answered with today's rows.
 */
public final class LakeDateOptions {
  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The date to answer as of: the lake's last one, which is the default.")
  String date;

  @Option(names = "--full", description = "Changes nothing here: this command builds no table.")
  boolean full;

  /** Ends quietly if the lake stands at the date that was asked for. */
  void check(Lake lake) {
    if (date == null) {
      return;
    }
    LocalDate asked = NightlyCommand.date(date, "--date");
    Optional<LocalDate> last = LakeState.of(lake).lastDate();
    if (last.isEmpty()) {
      throw new UserMistake(
          "No night was run yet, so there is nothing as of %s; run nightly --date %s first."
              .formatted(asked, asked));
    }
    if (!asked.equals(last.get())) {
      throw new UserMistake(
          "The lake stands at %s, and this command answers as of that date only; leave --date out, or look into exports/%s for the tables of that night."
              .formatted(last.get(), asked));
    }
  }
}
