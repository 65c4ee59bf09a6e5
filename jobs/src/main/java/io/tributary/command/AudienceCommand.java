package io.tributary.command;

import io.tributary.audience.Power;
import io.tributary.audience.Preview;
import io.tributary.audience.ReplayDeliveries;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.RunLock;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code audience NAME --preview}: how many people an audience would have. {@code --power}: how
 * small an effect on them could be found. {@code --replay}: the files of an earlier night once
 * more.
 */
@Command(
    name = "audience",
    description =
        "Counts who would be in an audience and who is left out and why, says how small an effect on them could be found, or makes the files of an earlier night again.",
    mixinStandardHelpOptions = true)
public final class AudienceCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Mixin LakeDateOptions asOf;

  @ArgGroup(multiplicity = "1")
  What what;

  /** What to do. */
  static final class What {
    @Option(
        names = "--preview",
        description = "Count on the lake's last night; nothing is written.")
    boolean preview;

    @Option(
        names = "--power",
        description = "The smallest effect that the arms would show four times out of five.")
    boolean power;

    @Option(
        names = "--replay",
        description =
            "Make the delivered files again from the table versions in their manifest, byte for byte; with --date those of that night.")
    boolean replay;
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
      asOf.check(lake);
      new Preview(session, lake, read).lines(name).forEach(System.out::println);
    } else if (what.power) {
      asOf.check(lake);
      new Power(session, lake, read).lines(name, days).forEach(System.out::println);
    } else {
      System.out.println(replay(session, lake, read));
    }
    return 0;
  }

  private String replay(SparkSession session, Lake lake, Workspace read) {
    VaultKey key = VaultKey.fromEnvironment(System.getenv());
    LocalDate last =
        LakeState.of(lake)
            .lastDate()
            .orElseThrow(() -> new UserMistake("The lake has no night yet; run `nightly` first."));
    LocalDate night = asOf.date == null ? last : NightlyCommand.date(asOf.date, "--date");
    try (RunLock lock = RunLock.acquire(lake, "audience --replay")) {
      lock.verify();
      LakeState.of(lake).check(last, key);
      return new ReplayDeliveries(session, lake, read, key).replay(name, night);
    }
  }
}
