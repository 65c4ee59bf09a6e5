package io.tributary.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shortest chain of records between two identifiers of one customer. */
final class EvidenceChain {
  private EvidenceChain() {}

  /**
   * Two identifiers and the record that mentions both.
   *
   * @param from where the chain comes from
   */
  record Step<I, R>(I from, I to, R record) {}

  /**
   * The chain with the fewest steps; of several, the one that goes by the earlier links in the
   * list.
   *
   * @param links in any direction
   * @return empty if there is none
   */
  static <I, R> Optional<List<Step<I, R>>> between(I from, I to, List<Step<I, R>> links) {
    Map<I, List<Step<I, R>>> byStart = new HashMap<>();
    for (Step<I, R> link : links) {
      byStart.computeIfAbsent(link.from(), i -> new ArrayList<>()).add(link);
      byStart
          .computeIfAbsent(link.to(), i -> new ArrayList<>())
          .add(new Step<>(link.to(), link.from(), link.record()));
    }
    Map<I, Step<I, R>> cameBy = new HashMap<>();
    Deque<I> toVisit = new ArrayDeque<>(List.of(from));
    while (!toVisit.isEmpty() && !cameBy.containsKey(to)) {
      for (Step<I, R> step : byStart.getOrDefault(toVisit.remove(), List.of())) {
        if (!step.to().equals(from) && cameBy.putIfAbsent(step.to(), step) == null) {
          toVisit.add(step.to());
        }
      }
    }
    if (!from.equals(to) && !cameBy.containsKey(to)) {
      return Optional.empty();
    }
    List<Step<I, R>> chain = new ArrayList<>();
    for (I at = to; !at.equals(from); at = cameBy.get(at).from()) {
      chain.add(cameBy.get(at));
    }
    Collections.reverse(chain);
    return Optional.of(chain);
  }
}
