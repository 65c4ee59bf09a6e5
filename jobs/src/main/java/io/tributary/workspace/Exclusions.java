package io.tributary.workspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order in which audiences that exclude each other's people are decided: an excluded one comes
 * before those that exclude it.
 */
final class Exclusions {
  private final Map<String, AudienceDraft> byName = new HashMap<>();
  private final Map<String, Audience> ordered = new LinkedHashMap<>();
  private final List<String> path = new ArrayList<>();

  private Exclusions(List<AudienceDraft> audiences) {
    audiences.forEach(draft -> byName.put(draft.audience().name(), draft));
  }

  /** The audiences in that order, else by name; a circle of exclusions is noted as a problem. */
  static List<Audience> inOrder(List<AudienceDraft> audiences) {
    Exclusions exclusions = new Exclusions(audiences);
    audiences.forEach(exclusions::visit);
    return List.copyOf(exclusions.ordered.values());
  }

  private void visit(AudienceDraft draft) {
    Audience audience = draft.audience();
    if (ordered.containsKey(audience.name())) {
      return;
    }
    if (path.contains(audience.name())) {
      List<String> circle =
          new ArrayList<>(path.subList(path.indexOf(audience.name()), path.size()));
      circle.add(audience.name());
      draft.wrong(
          "exclude_audiences",
          "goes round in a circle: "
              + String.join(" excludes ", circle)
              + "; take one of these away");
      return;
    }
    path.add(audience.name());
    audience.excludes().stream()
        // One that could not be read was reported.
        .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
        .forEach(this::visit);
    path.remove(audience.name());
    ordered.put(audience.name(), audience);
  }
}
