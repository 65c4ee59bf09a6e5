package io.tributary.command;

import picocli.CommandLine.Model.UsageMessageSpec;

/** Whether somebody looks at what is printed, and how wide their window is. */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal, not a file or another program. */
  static boolean isThere() {
    return System.console() != null;
  }

  /** Its width; any, where there is none. */
  static int width() {
    return isThere() ? new UsageMessageSpec().autoWidth(true).width() : TextTable.ANY_WIDTH;
  }
}
