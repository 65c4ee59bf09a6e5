package io.tributary.bench;

import java.util.Locale;

/**
 * The same work by us and by a peer, in one process.
 *
 * @param work what was done
 * @param ours seconds of ours
 * @param theirs seconds of the peer
 * @param isEqual whether the answers were equal, as far as {@code checked} says; null where they
 *     were not compared
 * @param checked what was compared; empty where nothing was
 */
record Comparison(
    String work, double ours, String peer, double theirs, Boolean isEqual, String checked) {

  /** How many times as long we took. */
  double ratio() {
    return ours / theirs;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %.1f s, %s %.1f s, %s%s",
        work,
        ours,
        peer,
        theirs,
        verdict(),
        checked.isEmpty() ? "" : " (" + checked + ")");
  }

  String verdict() {
    if (isEqual == null) {
      return "not compared";
    }
    return isEqual ? "equal" : "NOT EQUAL";
  }
}
