package io.tributary.pipeline;

import java.io.PrintStream;

/** What a run tells people while it works: plain lines, fit for a log. */
public class Console {
  private final PrintStream out;
  private final boolean quiet;

  public Console(PrintStream out, boolean quiet) {
    this.out = out;
    this.quiet = quiet;
  }

  /** Work that takes time begins, such as a job; lines about it follow. */
  public void begin(String work) {
    say(work + " …");
  }

  /** A line about the work. */
  public void say(String line) {
    if (!quiet) {
      print(line);
    }
  }

  /** A line that is shown even to those who want quiet. */
  public void warn(String line) {
    print("warning: " + line);
  }

  /** Every line goes out here. */
  protected void print(String line) {
    out.println(line);
    out.flush();
  }
}
