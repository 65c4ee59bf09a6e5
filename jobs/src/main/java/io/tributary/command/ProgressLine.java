package io.tributary.command;

import java.time.Duration;
import java.util.List;

/**
 * One line about work that goes on: what it is, how long it has taken, how far Spark's stages are.
 */
final class ProgressLine {
  private static final int BAR = 20;

  /** A stage of Spark's. */
  record Stage(int tasksDone, int tasks) {}

  private ProgressLine() {}

  /** The line, no wider than the terminal: a longer one would wrap, and stay. */
  static String of(String work, Duration elapsed, List<Stage> stages, int width) {
    String line =
        "%s  %d:%02d".formatted(work, elapsed.toMinutes(), elapsed.toSecondsPart())
            + progress(stages);
    return DisplayWidth.cut(line, width - 1);
  }

  private static String progress(List<Stage> stages) {
    int tasks = stages.stream().mapToInt(Stage::tasks).sum();
    if (tasks == 0) {
      return "";
    }
    int done = stages.stream().mapToInt(Stage::tasksDone).sum();
    int filled = done * BAR / tasks;
    return "  [%s%s] %,d of %,d tasks in %d %s"
        .formatted(
            "=".repeat(filled),
            " ".repeat(BAR - filled),
            done,
            tasks,
            stages.size(),
            stages.size() == 1 ? "stage" : "stages");
  }
}
