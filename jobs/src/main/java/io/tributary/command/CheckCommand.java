package io.tributary.command;

import io.tributary.Pipeline;
import io.tributary.ingest.LoadPreview;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.PendingErasure;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: finds the mistakes of a workspace, and tells what a night would read and do. */
@Command(
    name = "check",
    description =
        "Validates the workspace, and prints what a run would read and do. Changes nothing.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The business date (default: yesterday).")
  String date;

  @Option(names = "--full", description = "As nightly --full would.")
  boolean full;

  @Override
  public Integer call() {
    Workspace read = workspace.read();
    LocalDate day =
        date == null
            ? LocalDate.now(read.settings().timezone()).minusDays(1)
            : NightlyCommand.date(date, "--date");
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    LakeState.of(lake).checkDate(day);
    new PendingErasure(lake).requireNone();
    System.out.printf(
        "%s: %d sources, time zone %s%n",
        read.settings().brand(), read.sources().size(), read.settings().timezone());
    read.warnings().forEach(w -> System.out.println("warning: " + w));
    LoadPreview.lines(read, session, lake, day, full).forEach(System.out::println);
    System.out.println("Jobs, in order:");
    for (Job job : Pipeline.JOBS) {
      System.out.printf("  %-10s %s%n", job.name(), job.description());
    }
    System.out.println("No mistakes found.");
    return 0;
  }
}
