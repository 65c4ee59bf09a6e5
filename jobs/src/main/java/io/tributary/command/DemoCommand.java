package io.tributary.command;

import io.tributary.Pipeline;
import io.tributary.generate.GenerateOptions;
import io.tributary.generate.RetailerGenerator;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: a small retailer from nothing to results, in {@code ./demo}. */
@Command(
    name = "demo",
    description =
        "Generates a small retailer in ./demo, runs its nights, and says where the results are.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  /** More, of either, would take longer than somebody who has a first look waits. */
  private static final int CUSTOMERS = 1_000;

  private static final int NIGHTS = 1;

  private static final long SEED = 7;

  private static final String NEXT =
      """

      Done. What to do with it:
        ./tributary notebooks %1$s      opens the notebooks for analysts
        ./tributary tables              says what tables there are, and what they mean
        ./tributary sql --workspace %1$s "SELECT channel, count(*) AS orders, sum(paid_amount) AS paid FROM clean_order GROUP BY channel"
        %1$s/sources/                   how each system's dumps are mapped: start here to add your own
      The demo's key is %1$s/tributary.key; other commands on it want TRIBUTARY_KEY_FILE=%1$s/tributary.key.""";

  @Option(names = "--dir", hidden = true, defaultValue = "demo")
  Path folder;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master (default: local[*]).")
  String master;

  @Mixin TalkOptions talk;

  @Override
  public Integer call() throws IOException {
    int exitCode = talk.tell(this::run);
    ClassArchive.wanted()
        .ifPresent(
            file -> {
              talk.say(
                  "\nNoting the classes that Java loaded, so that it starts sooner from now on …");
              ClassArchive.write(file);
            });
    talk.say(next(folder));
    return exitCode;
  }

  /** What to do with a demo, as it can be copied into a shell. */
  static String next(Path folder) {
    String text = folder.toString();
    boolean isWord = text.matches("[\\w./+:@%-]+");
    return NEXT.formatted(isWord ? text : "'" + text.replace("'", "'\\''") + "'");
  }

  private void run(Console console, NightSummary summary) throws IOException {
    SparkSession spark = Sessions.start(master);
    GenerateOptions options = new GenerateOptions(CUSTOMERS, NIGHTS, SEED, folder.toString());
    if (Files.exists(folder.resolve("tributary.yaml"))) {
      console.say("Using the retailer in " + folder + " (delete the folder to begin anew)");
    } else {
      console.begin("Generating a retailer with %,d customers in %s".formatted(CUSTOMERS, folder));
      RetailerGenerator.generate(spark, options);
    }
    VaultKey key = key();
    Workspace workspace = WorkspaceReader.read(folder);
    LocalDate last = options.lastNight();
    List<LocalDate> nights = last.minusDays(NIGHTS - 1L).datesUntil(last.plusDays(1)).toList();
    NightlyCommand.run(workspace, spark, key, nights, false, Pipeline.JOBS, console, summary);
  }

  /** The key that the environment gives, else one of the demo's own. */
  private VaultKey key() throws IOException {
    Map<String, String> environment = System.getenv();
    if (environment.containsKey(VaultKey.FILE_VARIABLE)
        || environment.containsKey(VaultKey.VARIABLE)) {
      return VaultKey.fromEnvironment(environment);
    }
    Path file = folder.resolve("tributary.key");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, VaultKey.random() + "\n");
    }
    return VaultKey.fromEnvironment(Map.of(VaultKey.FILE_VARIABLE, file.toString()));
  }
}
