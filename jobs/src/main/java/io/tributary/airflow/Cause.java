package io.tributary.airflow;

import java.util.List;
import java.util.stream.Collectors;

/** Why a task failed: the sentence with which the program ended, found in the task's log. */
record Cause(String sentence, boolean isGate) {
  private static final String GATE = "stopped by a gate: ";
  private static final List<String> ENDINGS = List.of(GATE, "error: ", "failed: ");

  /** The last such sentence, with the list below it if there is one; else the log's last line. */
  static Cause of(List<String> log) {
    for (int i = log.size() - 1; i >= 0; i--) {
      String line = log.get(i).strip();
      if (ENDINGS.stream().anyMatch(line::startsWith)) {
        String reasons =
            log.subList(i + 1, log.size()).stream()
                .map(String::strip)
                .takeWhile(below -> below.startsWith("- "))
                .map(below -> " " + below.substring(2))
                .collect(Collectors.joining());
        return new Cause(line + reasons, line.startsWith(GATE));
      }
    }
    return new Cause(log.isEmpty() ? "its log is empty" : log.get(log.size() - 1).strip(), false);
  }
}
