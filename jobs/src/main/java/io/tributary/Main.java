package io.tributary;

import io.tributary.command.TributaryCommand;

/** The program: {@code tributary <command> ...}, embedded or by spark-submit. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage or workspace, 3 a gate
   * stopped the run.
   */
  public static void main(String[] arguments) {
    int exitCode = TributaryCommand.execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
