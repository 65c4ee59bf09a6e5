package io.tributary.command;

import io.tributary.airflow.AirflowCommand;
import io.tributary.generate.GenerateCommand;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.Masking;
import java.io.PrintStream;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what each command is, and how it ends. */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    versionProvider = TributaryCommand.Version.class,
    description = {
      "A nightly pipeline that turns an omnichannel retailer's dumps into one row per real person.",
      ""
    },
    footer = {"", "In a checkout, ./tributary test runs the whole test suite."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the cause in one line, the stack trace in the log",
      "2:wrong usage or workspace",
      "3:a quality gate stopped the run"
    },
    subcommands = {
      DemoCommand.class,
      NightlyCommand.class,
      CheckCommand.class,
      GenerateCommand.class,
      RetractCommand.class,
      ExplainCommand.class,
      AudienceCommand.class,
      WhyCommand.class,
      AirflowCommand.class,
      SqlCommand.class
    })
public final class TributaryCommand implements Runnable {
  private static final int FAILED = 1;
  private static final int MISTAKE = 2;
  private static final int GATE = 3;

  @Spec CommandSpec spec;

  /** The version that the jar was built as. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = TributaryCommand.class.getPackage().getImplementationVersion();
      return new String[] {"tributary " + (version == null ? "(not built as a jar)" : version)};
    }
  }

  /** Runs a command line and returns its exit code. */
  public static int execute(String... arguments) {
    return new CommandLine(new TributaryCommand())
        .setExecutionExceptionHandler((failure, line, parsed) -> report(failure, System.err))
        .setExecutionStrategy(TributaryCommand::run)
        .execute(arguments);
  }

  /** Logging starts with the first Spark class: by then it must know where to. */
  private static int run(CommandLine.ParseResult parsed) {
    for (CommandLine line : parsed.asCommandLineList()) {
      for (CommandSpec mixin : line.getCommandSpec().mixins().values()) {
        if (mixin.userObject() instanceof WorkspaceOption option) {
          option.logToWorkspace();
        }
      }
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } finally {
      stopSpark();
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  /** Tells people what went wrong, without anything that could be an identifier. */
  static int report(Exception failure, PrintStream err) {
    if (failure instanceof UserMistake mistake) {
      print(err, "error", mistake.problems());
      return MISTAKE;
    }
    if (failure instanceof GateStopped stopped) {
      print(err, "stopped by a gate", stopped.reasons());
      return GATE;
    }
    LogManager.getLogger(TributaryCommand.class).error("The command failed", failure);
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    String log = System.getProperty("tributary.log");
    err.println(
        "failed: "
            + Masking.scrub(text.lines().findFirst().orElse(""))
            + (log == null ? "" : " (stack trace: " + log + ")"));
    return FAILED;
  }

  /** Sentences of our own: they name files, keys and bounds, never a value of a dump. */
  private static void print(PrintStream err, String heading, List<String> sentences) {
    if (sentences.size() == 1) {
      err.println(heading + ": " + sentences.get(0));
    } else {
      err.println(heading + ": " + sentences.size() + " things to put right");
      sentences.forEach(s -> err.println("  - " + s));
    }
  }

  /** Ends Spark, if a command started it. */
  static void stopSpark() {
    scala.Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
  }
}
