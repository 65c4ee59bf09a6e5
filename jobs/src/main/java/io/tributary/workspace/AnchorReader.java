package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.customer.LifecycleGroup;
import io.tributary.customer.Stage;
import io.tributary.workspace.Journey.Anchor;
import io.tributary.workspace.Journey.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a journey's anchor: a word, or {@code {lifecycle: dormant}} and the like. */
final class AnchorReader {
  private static final String KEYED =
      "{lifecycle: dormant}, {stage: lost} or {event: {event_type: view}}";

  private static final Set<String> GROUPS =
      Stream.of(LifecycleGroup.values()).map(LifecycleGroup::text).collect(Collectors.toSet());
  private static final Set<String> STAGES =
      Stream.of(Stage.values()).map(Stage::text).collect(Collectors.toSet());

  private AnchorReader() {}

  /** The anchor; empty if it is wrong, and noted. */
  static Optional<Anchor> read(ConfigNode node) {
    return node.isMap() ? node.map().flatMap(AnchorReader::keyed) : word(node);
  }

  private static Optional<Anchor> word(ConfigNode node) {
    List<String> words =
        Stream.of(Kind.values())
            .filter(kind -> !kind.isKeyed())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();
    Optional<String> word = node.text();
    if (word.isPresent() && !words.contains(word.get())) {
      node.wrong("unknown anchor; " + Suggestion.among(word.get(), words) + " Or write " + KEYED);
      return Optional.empty();
    }
    return word.map(
        w -> new Anchor(Kind.valueOf(w.toUpperCase(Locale.ROOT)), List.of(), Optional.empty()));
  }

  private static Optional<Anchor> keyed(ConfigMap map) {
    Optional<Anchor> lifecycle =
        map.read("lifecycle", node -> names(node, GROUPS))
            .map(groups -> new Anchor(Kind.LIFECYCLE, groups, Optional.empty()));
    Optional<Anchor> stage =
        map.read("stage", node -> names(node, STAGES))
            .map(stages -> new Anchor(Kind.STAGE, stages, Optional.empty()));
    Optional<Anchor> event =
        map.read("event", BehaviourReader::eventCondition)
            .map(sql -> new Anchor(Kind.EVENT, List.of(), Optional.of(sql)));
    map.rejectOtherKeys();
    List<Anchor> given = Stream.of(lifecycle, stage, event).flatMap(Optional::stream).toList();
    if (map.isSound() && given.size() != 1) {
      map.wrong("is one thing; write one of " + KEYED);
    }
    return given.stream().findFirst();
  }

  private static Optional<List<String>> names(ConfigNode node, Set<String> known) {
    return node.isList()
        ? node.list(item -> AudienceReader.known(item, known, "group"))
        : AudienceReader.known(node, known, "group").map(List::of);
  }
}
