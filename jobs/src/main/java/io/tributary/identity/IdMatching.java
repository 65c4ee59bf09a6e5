package io.tributary.identity;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who keeps which id, among customers of the night before and groups of tonight that share
 * identifiers (semantics.md, OneID step 6): the pair that shares the most first; each id goes to
 * one group at most, and each group takes one.
 */
final class IdMatching {
  private IdMatching() {}

  /**
   * A customer of the night before and a group of tonight.
   *
   * @param shared how many identifiers they share
   * @param firstSeen the day that the customer was first seen on, in days since 1970
   * @param smallest the group's smallest {@code namespace:value}
   */
  record Pair(long group, String oneId, long shared, long firstSeen, String smallest)
      implements Serializable {}

  private static final Comparator<Pair> ORDER =
      Comparator.comparingLong(Pair::shared)
          .reversed()
          .thenComparingLong(Pair::firstSeen)
          .thenComparing(Pair::oneId)
          .thenComparing(Pair::smallest, TextOrder.INSTANCE);

  /** The id of each group that keeps one. */
  static Map<Long, String> match(List<Pair> pairs) {
    List<Pair> sorted = new ArrayList<>(pairs);
    sorted.sort(ORDER);
    Map<Long, String> kept = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Pair pair : sorted) {
      if (!kept.containsKey(pair.group()) && taken.add(pair.oneId())) {
        kept.put(pair.group(), pair.oneId());
      }
    }
    return kept;
  }
}
