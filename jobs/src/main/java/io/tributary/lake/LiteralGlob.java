package io.tributary.lake;

import java.util.Arrays;

/**
 * Paths for those that take a path for a pattern, as Spark's readers do: a folder may be called
 * {@code shops [north]}. Spark's own option against it, {@code __globPaths__}, gives each of
 * several such paths as often as there are paths, and with it their rows.
 */
public final class LiteralGlob {
  private LiteralGlob() {}

  /** A pattern that this path alone fits. */
  public static String of(String path) {
    return path.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
  }

  /** The same for each of several paths. */
  public static String[] each(String... paths) {
    return Arrays.stream(paths).map(LiteralGlob::of).toArray(String[]::new);
  }
}
