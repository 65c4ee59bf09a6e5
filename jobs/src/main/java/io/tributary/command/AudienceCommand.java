package io.tributary.command;

import io.tributary.audience.Preview;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audience NAME --preview}: how many people an audience would have. */
@Command(
    name = "audience",
    description =
        "Counts who would be in an audience on the lake's last night, and who is left out and why, without delivering.",
    mixinStandardHelpOptions = true)
public final class AudienceCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Mixin LakeDateOptions asOf;

  @Option(names = "--preview", description = "Count only; nothing is written.")
  boolean preview;

  @Parameters(paramLabel = "NAME", description = "The audience, as its file is called.")
  String name;

  @Override
  public Integer call() {
    if (!preview) {
      throw new UserMistake(
          "Audiences are delivered by `nightly` alone; say --preview to see what it would deliver.");
    }
    Workspace read = workspace.read();
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    asOf.check(lake);
    new Preview(session, lake, read).lines(name).forEach(System.out::println);
    return 0;
  }
}
