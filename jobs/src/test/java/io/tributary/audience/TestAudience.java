package io.tributary.audience;

import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Audience.Limit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Audiences of which a test says only what it is about. */
final class TestAudience {
  private TestAudience() {}

  /** Arms in the map's order, by name; {@code limit} may be null. */
  static Audience of(String name, Map<String, String> arms, List<String> deliver, Limit limit) {
    return of(name, null, arms, deliver, limit);
  }

  /** Without arms; {@code priority} and {@code limit} may be null. */
  static Audience of(String name, Integer priority, Limit limit, String... deliver) {
    return of(name, priority, Map.of(), List.of(deliver), limit);
  }

  private static Audience of(
      String name, Integer priority, Map<String, String> arms, List<String> deliver, Limit limit) {
    return new Audience(
        name,
        "audiences/" + name + ".yaml",
        "",
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.ofNullable(priority),
        Optional.ofNullable(limit),
        arms.entrySet().stream()
            .map(arm -> new Arm(arm.getKey(), new BigDecimal(arm.getValue())))
            .toList(),
        deliver,
        Map.of(),
        name);
  }
}
