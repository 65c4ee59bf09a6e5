package io.tributary.command;

import io.tributary.Pipeline;
import io.tributary.ingest.RetractDump;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Night;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retract FILE}: undoes what a bad dump brought. */
@Command(
    name = "retract",
    description =
        "Undoes what a bad dump brought; the file may stay in landing and is left alone from then on.",
    mixinStandardHelpOptions = true)
public final class RetractCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Option(
      names = "--date",
      paramLabel = "YYYY-MM-DD",
      description = "The night to run without it (default: the lake's last one, again).")
  String date;

  @Option(names = "--full", description = "Run that night as nightly --full would.")
  boolean full;

  @Parameters(
      paramLabel = "FILE",
      description = "A loaded file: its path, from here or from the workspace, or below landing.")
  String file;

  @Override
  public Integer call() {
    Workspace read = workspace.readForKey();
    VaultKey key = VaultKey.fromEnvironment(System.getenv());
    SparkSession spark = Sessions.start(workspace.master);
    SparkSession session = Sessions.forWorkspace(spark, read.settings());
    Lake lake = new Lake(session, read.lake());
    LakeState state = LakeState.of(lake);
    LocalDate last =
        state
            .lastDate()
            .orElseThrow(
                () ->
                    new UserMistake(
                        "Nothing was loaded yet into "
                            + read.lake()
                            + "; there is nothing to retract."));
    LocalDate night = date == null ? last : NightlyCommand.date(date, "--date");
    state.checkDate(night);
    Console console = new Console(System.out, false);
    RetractDump.Retracted retracted = RetractDump.retract(lake, session, read, file);
    console.say(sentence(retracted, night));
    Night.run(read, spark, key, night, full, Pipeline.JOBS, console);
    return 0;
  }

  /** After a command that was killed, its night may still have jobs to run. */
  static String sentence(RetractDump.Retracted retracted, LocalDate night) {
    return retracted.before()
        ? "%s is retracted already; the night of %s goes on without it."
            .formatted(retracted.path(), night)
        : "Retracted %s; the night of %s is run without it.".formatted(retracted.path(), night);
  }
}
