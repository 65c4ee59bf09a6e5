package io.tributary.workspace;

import io.tributary.pipeline.Problems;
import io.tributary.workspace.Audience.Arm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Audiences that share an experiment must have the same arms: a person is in one arm of it. */
final class Experiments {
  private Experiments() {}

  static void check(List<Audience> audiences, Problems problems) {
    Map<String, Audience> first = new HashMap<>();
    for (Audience audience : audiences) {
      Audience other = first.putIfAbsent(audience.experiment(), audience);
      if (other != null && !names(other).equals(names(audience))) {
        problems.add(
            audience.definedIn() + " arms",
            "experiment `%s` has other arms in %s: %s; write the same ones, or name another experiment"
                .formatted(
                    audience.experiment(), other.definedIn(), String.join(", ", names(other))));
      }
    }
  }

  private static List<String> names(Audience audience) {
    return audience.arms().stream().map(Arm::name).toList();
  }
}
