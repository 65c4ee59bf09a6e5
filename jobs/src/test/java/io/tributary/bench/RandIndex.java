package io.tributary.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The adjusted Rand index (Hubert and Arabie, <i>Comparing partitions</i>, Journal of
 * Classification 2, 1985): how far two partitions of the same items agree; 1: in full, 0: as by
 * chance.
 */
public final class RandIndex {
  private RandIndex() {}

  /**
   * The index.
   *
   * @param one the group of each item
   * @param other the group of each in the other partition, in the same order
   */
  public static double of(List<?> one, List<?> other) {
    Map<Object, Long> both = new HashMap<>();
    Map<Object, Long> ofOne = new HashMap<>();
    Map<Object, Long> ofOther = new HashMap<>();
    for (int i = 0; i < one.size(); i++) {
      both.merge(List.of(one.get(i), other.get(i)), 1L, Long::sum);
      ofOne.merge(one.get(i), 1L, Long::sum);
      ofOther.merge(other.get(i), 1L, Long::sum);
    }
    double items = one.size();
    double expected = pairs(ofOne.values()) * pairs(ofOther.values()) / (items * (items - 1) / 2);
    double most = (pairs(ofOne.values()) + pairs(ofOther.values())) / 2;
    return (pairs(both.values()) - expected) / (most - expected);
  }

  private static double pairs(Collection<Long> groups) {
    return groups.stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
  }
}
