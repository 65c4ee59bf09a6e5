package io.tributary.command;

import io.tributary.pipeline.UserMistake;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkEnv$;
import picocli.CommandLine.Option;

/** The options of every command that works on a workspace. */
public final class WorkspaceOption {
  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The workspace folder (default: the current one).")
  Path folder;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master (default: local[*], or what spark-submit was given).")
  String master;

  /** Puts the log into the workspace, if there is one. */
  void logToWorkspace() {
    if (System.getProperty("tributary.log") == null && Files.isDirectory(folder)) {
      System.setProperty(
          "tributary.log", folder.resolve("logs").resolve("tributary.log").toString());
    }
    if (System.getProperty("spark.submit.deployMode") != null) {
      logAsConfigured();
    }
  }

  /**
   * spark-submit logs before it calls us, by Spark's own rules: those do not mask anything. It
   * would return to them with its first word after that, so it says that word first.
   */
  private static void logAsConfigured() {
    SparkEnv$.MODULE$.initializeLogIfNecessary(false);
    try {
      Configurator.reconfigure(WorkspaceOption.class.getResource("/log4j2.properties").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A resource has no address", e);
    }
  }

  /** The validated workspace. */
  Workspace read() {
    return WorkspaceReader.read(folder);
  }

  /**
   * The validated workspace; if it has mistakes, a key that is missing or wrong is told with them.
   */
  Workspace readForKey() {
    try {
      return read();
    } catch (UserMistake mistake) {
      throw mistake.with(() -> VaultKey.fromEnvironment(System.getenv()));
    }
  }
}
