package io.tributary.command;

import io.tributary.airflow.AirflowCommand;
import io.tributary.generate.GenerateCommand;
import io.tributary.pipeline.DiskFailure;
import java.io.PrintStream;
import java.util.List;
import org.apache.hadoop.fs.FSError;
import org.apache.logging.log4j.LogManager;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
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
    footer = {
      "",
      "In a checkout, ./tributary notebooks [DIR] opens the notebooks, ./tributary bench measures whole nights, and ./tributary test runs the whole test suite."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the cause in one line, the stack trace in the log",
      "2:wrong usage or workspace",
      "3:a quality gate stopped the run",
      "130:stopped from outside, such as by Ctrl-C"
    },
    subcommands = {
      DemoCommand.class,
      NightlyCommand.class,
      CheckCommand.class,
      GenerateCommand.class,
      RetractCommand.class,
      EraseCommand.class,
      ExplainCommand.class,
      AudienceCommand.class,
      WhyCommand.class,
      AirflowCommand.class,
      SqlCommand.class,
      TablesCommand.class
    })
public final class TributaryCommand implements Runnable {
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
    CommandLine commands = new CommandLine(new TributaryCommand());
    return commands
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> report(failure, System.err, Interruption.isUnderWay()))
        .setParameterExceptionHandler(
            SharedOptions.handler(commands.getParameterExceptionHandler()))
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
    List<CommandLine> lines = parsed.asCommandLineList();
    Thread message = Interruption.expect(lines.get(lines.size() - 1).getCommandName(), System.err);
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (FSError e) {
      CommandLine last = lines.get(lines.size() - 1);
      throw new ExecutionException(last, e.getMessage(), new DiskFailure(e));
    } finally {
      stopSpark();
      Interruption.noLonger(message);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  /**
   * Tells people what went wrong.
   *
   * @param interrupted whether a signal ends the program, which says so itself
   */
  static int report(Exception failure, PrintStream err, boolean interrupted) {
    Ending ending = Ending.of(failure);
    if (interrupted) {
      return ending.exitCode();
    }
    switch (ending.status()) {
      case "mistake" -> print(err, "error", ending.sentences());
      case "stopped" -> print(err, "stopped by a gate", ending.sentences());
      default -> {
        LogManager.getLogger(TributaryCommand.class).error("The command failed", failure);
        String log = System.getProperty("tributary.log");
        err.println(
            "failed: "
                + ending.sentences().get(0)
                + (log == null ? "" : " (stack trace: " + log + ")"));
      }
    }
    return ending.exitCode();
  }

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
