package io.tributary.workspace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Audiences that share an experiment must have the same arms with the same shares: a person is in
 * one arm of it, and each audience draws by its own.
 */
final class Experiments {
  private Experiments() {}

  static void check(List<AudienceDraft> audiences) {
    Map<String, Audience> first = new HashMap<>();
    for (AudienceDraft draft : audiences) {
      Audience audience = draft.audience();
      Audience other = first.putIfAbsent(audience.experiment(), audience);
      if (other != null && !arms(other).equals(arms(audience))) {
        draft.wrong(
            audience.arms().isEmpty() ? "experiment" : "arms",
            "experiment `%s` has other arms in %s: %s; write the same ones, or name another experiment"
                .formatted(
                    audience.experiment(),
                    other.definedIn(),
                    other.arms().isEmpty() ? "none" : "{" + String.join(", ", arms(other)) + "}"));
      }
    }
  }

  /** In the order of the file, by which they are drawn; 0.90 is 0.9. */
  private static List<String> arms(Audience audience) {
    return audience.arms().stream()
        .map(arm -> arm.name() + ": " + arm.share().stripTrailingZeros().toPlainString())
        .toList();
  }
}
