package io.tributary.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * {@code --date} and {@code --full} belong to a night. A command to which one of them does not
 * apply says why, and what to do instead, rather than not to know it.
 */
final class SharedOptions {
  private static final Map<String, String> NO_DATE =
      Map.of(
          "demo", "its retailer has nights of its own. `nightly` takes a date.",
          "generate", "--last-night says which date its last dumps have.",
          "tables", "what tables mean does not depend on a date.");

  private static final Map<String, String> NO_FULL =
      Map.of(
          "demo", "delete the folder, and it begins anew.",
          "generate", "it always writes everything.",
          "tables", "it reads no data.");

  private SharedOptions() {}

  /** Tells what is wrong with a command line; all that is not about these options as ever. */
  static IParameterExceptionHandler handler(IParameterExceptionHandler otherwise) {
    return (failure, arguments) -> {
      Optional<String> sentence = sentence(failure);
      if (sentence.isEmpty()) {
        return otherwise.handleParseException(failure, arguments);
      }
      CommandLine line = failure.getCommandLine();
      line.getErr().println("error: " + sentence.get());
      return line.getCommandSpec().exitCodeOnInvalidInput();
    };
  }

  private static Optional<String> sentence(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
        ? sentence(failure.getCommandLine().getCommandName(), unmatched.getUnmatched())
        : Optional.empty();
  }

  /**
   * The sentence about the first of these options.
   *
   * @param unmatched what the command does not know
   */
  static Optional<String> sentence(String command, List<String> unmatched) {
    for (String argument : unmatched) {
      String option = argument.replaceFirst("=.*", "");
      String why =
          switch (option) {
            case "--date" -> NO_DATE.get(command);
            case "--full" -> NO_FULL.get(command);
            default -> null;
          };
      if (why != null) {
        return Optional.of("%s does not apply to `%s`: %s".formatted(option, command, why));
      }
    }
    return Optional.empty();
  }
}
