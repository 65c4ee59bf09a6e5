package io.tributary.command;

import io.tributary.pipeline.Console;
import java.io.IOException;
import picocli.CommandLine.Option;

/** How a command that runs nights tells what it does. */
public final class TalkOptions {
  @Option(names = "--quiet", description = "Say nothing but warnings and errors.")
  boolean quiet;

  @Option(
      names = "--json",
      description =
          "Print one JSON object on standard output at the end; all else goes to standard error.")
  boolean json;

  /** What is to be told about. */
  interface Work {
    void run(Console console, NightSummary summary) throws IOException;
  }

  /** Does the work, and tells about it until its end, whatever that is. */
  int tell(Work work) throws IOException {
    NightSummary summary = new NightSummary();
    try {
      if (!quiet && !json && Terminal.isThere()) {
        try (LiveConsole console = new LiveConsole(System.out, Terminal.width())) {
          work.run(console, summary);
        }
      } else {
        work.run(new Console(json ? System.err : System.out, quiet), summary);
      }
    } catch (RuntimeException e) {
      print(summary, Ending.of(e));
      throw e;
    }
    print(summary, Ending.DONE);
    return Ending.DONE.exitCode();
  }

  /** Tells people something at the end, unless they want quiet. */
  void say(String line) {
    if (!quiet) {
      (json ? System.err : System.out).println(line);
    }
  }

  private void print(NightSummary summary, Ending ending) {
    summary.lines(Terminal.width()).forEach(this::say);
    if (json) {
      System.out.println(summary.json(ending));
    }
  }
}
