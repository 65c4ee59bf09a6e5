package io.tributary.workspace;

import io.tributary.workspace.Audience.Arm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Audiences that share an experiment must have the same arms: a person is in one arm of it. */
final class Experiments {
  private Experiments() {}

  static void check(List<AudienceDraft> audiences) {
    Map<String, Audience> first = new HashMap<>();
    for (AudienceDraft draft : audiences) {
      Audience audience = draft.audience();
      Audience other = first.putIfAbsent(audience.experiment(), audience);
      if (other != null && !names(other).equals(names(audience))) {
        draft.wrong(
            audience.arms().isEmpty() ? "experiment" : "arms",
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
