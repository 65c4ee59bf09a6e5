package io.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Collects the user's mistakes, so that all are reported at once. */
public final class Problems {
  private final List<String> found = new ArrayList<>();

  /**
   * Notes a mistake.
   *
   * @param where file, with line or key, such as {@code sources/pos.yaml:12
   *     entities[0].columns.sku}
   * @param what what is wrong, with the offending value, and what would be right
   */
  public void add(String where, String what) {
    found.add(where + ": " + what);
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** How many were found so far. */
  public int count() {
    return found.size();
  }

  /** What was found so far, in order. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Ends quietly if nothing was found.
   *
   * @throws UserMistake with all that was found
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new UserMistake(found);
    }
  }
}
