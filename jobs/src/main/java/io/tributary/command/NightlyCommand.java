package io.tributary.command;

import io.tributary.Pipeline;
import io.tributary.delivery.SendFiles;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightly}: every job in order, for one date or for several. */
@Command(
    name = "nightly",
    description = "Runs every job in order for one date, or night by night for several.",
    mixinStandardHelpOptions = true)
public final class NightlyCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @ArgGroup When when;

  @ArgGroup Which which;

  @Option(
      names = "--full",
      description =
          "Rebuild every table from the whole of its inputs, clean tables from all dumps in landing.")
  boolean full;

  @Mixin TalkOptions talk;

  /** One date or a range. */
  static final class When {
    @Option(
        names = "--date",
        paramLabel = "YYYY-MM-DD",
        description = "The business date (default: yesterday in the brand's time zone).")
    String date;

    @Option(
        names = "--dates",
        paramLabel = "A..B",
        description = "Back-fills: every date from A to B, a night each.")
    String dates;
  }

  /** All jobs, the later ones, or one. */
  static final class Which {
    @Option(names = "--from", paramLabel = "JOB", description = "Start with this job.")
    String from;

    @Option(names = "--only", paramLabel = "JOB", description = "Run this job only.")
    String only;
  }

  @Override
  public Integer call() throws IOException {
    return talk.tell(this::run);
  }

  private void run(Console console, NightSummary summary) {
    List<Job> jobs = jobs();
    Workspace read = workspace.readForKey();
    VaultKey key = VaultKey.fromEnvironment(System.getenv());
    SendFiles.requireCredentials(read, System.getenv());
    List<LocalDate> dates = dates(read);
    read.warnings().forEach(console::warn);
    SparkSession spark = Sessions.start(workspace.master);
    run(read, spark, key, dates, full, jobs, console, summary);
  }

  /**
   * Runs nights in order; of several dates, those that the lake has left behind are passed over.
   */
  static void run(
      Workspace workspace,
      SparkSession spark,
      VaultKey key,
      List<LocalDate> dates,
      boolean full,
      List<Job> jobs,
      Console console,
      NightSummary summary) {
    Lake lake = new Lake(spark, workspace.lake());
    LocalDate last = LakeState.of(lake).lastDate().orElse(LocalDate.MIN);
    for (LocalDate date : dates) {
      if (dates.size() > 1 && date.isBefore(last)) {
        console.say(date + ": passed over, the lake already stands at " + last);
      } else {
        summary.add(
            date, Night.runPart(workspace, spark, key, date, full, Pipeline.JOBS, jobs, console));
      }
    }
    summary.lookIn(workspace, place -> lake.files().exists(new Path(place)));
  }

  private List<Job> jobs() {
    List<Job> all = Pipeline.JOBS;
    if (which == null) {
      return all;
    }
    String name = which.only != null ? which.only : which.from;
    int index = Pipeline.names().indexOf(name);
    if (index < 0) {
      throw new UserMistake(
          "No job is called '%s'; the jobs are, in order: %s."
              .formatted(name, String.join(", ", Pipeline.names())));
    }
    return which.only != null ? List.of(all.get(index)) : all.subList(index, all.size());
  }

  private List<LocalDate> dates(Workspace read) {
    if (when == null) {
      return List.of(LocalDate.now(read.settings().timezone()).minusDays(1));
    }
    if (when.date != null) {
      return List.of(date(when.date, "--date"));
    }
    String[] ends = when.dates.split("\\.\\.", -1);
    if (ends.length != 2) {
      throw new UserMistake(
          "--dates takes two dates, such as 2025-06-01..2025-06-30, not '" + when.dates + "'.");
    }
    LocalDate from = date(ends[0], "--dates");
    LocalDate to = date(ends[1], "--dates");
    if (from.isAfter(to)) {
      throw new UserMistake("--dates begins after it ends: %s..%s.".formatted(from, to));
    }
    return from.datesUntil(to.plusDays(1)).toList();
  }

  static LocalDate date(String text, String option) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw new UserMistake(option + " takes a date such as 2025-06-30, not '" + text + "'.");
    }
  }
}
