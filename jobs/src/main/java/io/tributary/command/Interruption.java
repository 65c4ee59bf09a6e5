package io.tributary.command;

import java.io.PrintStream;
import java.util.Set;

/**
 * Ctrl-C, or a signal from whatever runs the command: the program ends at once, with the exit code
 * of the signal (130 for Ctrl-C). Spark stops under the hands of what is running, which then seems
 * to have failed: people are told instead what really happened, and what now.
 */
final class Interruption {
  private static final Set<String> GO_ON = Set.of("nightly", "demo", "retract", "erase");

  private Interruption() {}

  /** From now on, a signal makes the program say that the command was stopped. */
  static Thread expect(String command, PrintStream err) {
    Thread message = new Thread(() -> err.println(System.lineSeparator() + sentence(command)));
    Runtime.getRuntime().addShutdownHook(message);
    return message;
  }

  /** The command ended by itself, unless a signal came first. */
  static void noLonger(Thread message) {
    if (!isUnderWay()) {
      Runtime.getRuntime().removeShutdownHook(message);
    }
  }

  /** Whether the program is ending because of a signal. */
  static boolean isUnderWay() {
    Thread probe = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** What people are told. */
  static String sentence(String command) {
    return GO_ON.contains(command)
        ? "stopped: `%s` was ended from outside. Nothing is half-published: every table and every export is whole. Run the same command again; it goes on from there."
            .formatted(command)
        : "stopped: `%s` was ended from outside.".formatted(command);
  }
}
