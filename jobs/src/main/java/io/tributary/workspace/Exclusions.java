package io.tributary.workspace;

import io.tributary.pipeline.Problems;
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
  private final Map<String, Audience> byName = new HashMap<>();
  private final Map<String, Audience> ordered = new LinkedHashMap<>();
  private final List<String> path = new ArrayList<>();
  private final Problems problems;

  private Exclusions(List<Audience> audiences, Problems problems) {
    this.problems = problems;
    audiences.forEach(a -> byName.put(a.name(), a));
  }

  /** The audiences in that order, else by name; a circle of exclusions is a problem. */
  static List<Audience> inOrder(List<Audience> audiences, Problems problems) {
    Exclusions exclusions = new Exclusions(audiences, problems);
    audiences.forEach(exclusions::visit);
    return List.copyOf(exclusions.ordered.values());
  }

  private void visit(Audience audience) {
    if (ordered.containsKey(audience.name())) {
      return;
    }
    if (path.contains(audience.name())) {
      List<String> circle =
          new ArrayList<>(path.subList(path.indexOf(audience.name()), path.size()));
      circle.add(audience.name());
      problems.add(
          audience.definedIn() + " exclude_audiences",
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
