package io.tributary.command;

import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.Masking;
import java.util.List;

/**
 * How a command ended, for people and for programs, without anything that could be an identifier.
 *
 * @param status done, mistake, stopped (by a gate) or failed
 * @param sentences what is to be put right
 */
record Ending(int exitCode, String status, List<String> sentences) {
  static final Ending DONE = new Ending(0, "done", List.of());

  private static final int FAILED = 1;
  private static final int MISTAKE = 2;
  private static final int GATE = 3;

  static Ending of(Exception failure) {
    // Sentences of our own name files, keys and bounds, never a value of a dump.
    if (failure instanceof UserMistake mistake) {
      return new Ending(MISTAKE, "mistake", mistake.problems());
    }
    if (failure instanceof GateStopped stopped) {
      return new Ending(GATE, "stopped", stopped.reasons());
    }
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new Ending(
        FAILED, "failed", List.of(Masking.scrub(text.lines().findFirst().orElse(""))));
  }
}
