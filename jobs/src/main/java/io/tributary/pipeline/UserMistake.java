package io.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that the user can put right: a wrong argument, a mistake in the workspace, a missing
 * key. Ends the process with exit code 2; the problems are printed one below the other, without a
 * stack trace.
 */
public final class UserMistake extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** One problem; each sentence says what is wrong, where, and what would be right. */
  public UserMistake(String problem) {
    this(List.of(problem));
  }

  /** Several problems that were found together. */
  public UserMistake(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** These problems, and those that another check finds. */
  public UserMistake with(Runnable check) {
    try {
      check.run();
      return this;
    } catch (UserMistake other) {
      List<String> all = new ArrayList<>(problems);
      all.addAll(other.problems);
      return new UserMistake(all);
    }
  }

  /** The problems, each a full sentence. */
  public List<String> problems() {
    return problems;
  }
}
