package io.tributary.command;

import io.tributary.audience.Power;
import io.tributary.audience.Preview;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Workspace;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code audience NAME --preview}: how many people an audience would have. {@code --power}: how
 * small an effect on them could be found.
 */
@Command(
    name = "audience",
    description =
        "Counts who would be in an audience on the lake's last night and who is left out and why, or says how small an effect on them could be found.",
    mixinStandardHelpOptions = true)
public final class AudienceCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @ArgGroup(multiplicity = "1")
  What what;

  /** What to do. */
  static final class What {
    @Option(names = "--preview", description = "Count only; nothing is written.")
    boolean preview;

    @Option(
        names = "--power",
        description = "The smallest effect that the arms would show four times out of five.")
    boolean power;
  }

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "With --power: window of the result; 30, 90, 180 or 365 (default: 30).")
  int days;

  @Parameters(paramLabel = "NAME", description = "The audience, as its file is called.")
  String name;

  @Override
  public Integer call() {
    Workspace read = workspace.read();
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    if (what.preview) {
      new Preview(session, lake, read).lines(name).forEach(System.out::println);
    } else {
      new Power(session, lake, read).lines(name, days).forEach(System.out::println);
    }
    return 0;
  }
}
