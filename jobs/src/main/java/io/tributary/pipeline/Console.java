package io.tributary.pipeline;

import java.io.PrintStream;

/** What a run tells people while it works. */
public final class Console {
  private final PrintStream out;
  private final boolean quiet;

  public Console(PrintStream out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  /** A line about the work. */
  public void say(String line) {
    if (!quiet) {
      out.println(line);
      out.flush();
    }
  }

  /** A line that is shown even to those who want quiet. */
  public void warn(String line) {
    out.println("warning: " + line);
    out.flush();
  }
}
