package io.tributary.config;

import io.tributary.pipeline.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Keys and values in a YAML file. A key whose value is empty, {@code null} or {@code ~} counts as
 * not given. Asking for a key makes it known: {@link #rejectOtherKeys()} then reports what was
 * never asked for.
 */
public final class ConfigMap {
  private final ConfigNode self;
  private final Problems problems;
  private final int problemsBefore;
  private final Map<String, ConfigNode> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  ConfigMap(ConfigNode self, MappingNode mapping, Problems problems) {
    this.self = self;
    this.problems = problems;
    this.problemsBefore = problems.count();
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        addEntry(key, entry);
      } else {
        self.at(self.key(), entry.getKeyNode())
            .wrong("a key must be a plain word, such as `brand`");
      }
    }
  }

  private void addEntry(ScalarNode key, NodeTuple entry) {
    String name = key.getValue();
    ConfigNode value = self.below(name, key, entry.getValueNode());
    ConfigNode first = entries.putIfAbsent(name, value);
    if (first != null) {
      value.wrong("is given twice, first in line " + first.line() + "; keep one of them");
    }
  }

  /** Reads an optional key; empty if it is not given, or wrong (then a problem was noted). */
  public <T> Optional<T> read(String key, Function<ConfigNode, Optional<T>> as) {
    return find(key).flatMap(as);
  }

  /**
   * Reads a key that must be given.
   *
   * @param example a line that would be right
   */
  public <T> Optional<T> require(String key, String example, Function<ConfigNode, Optional<T>> as) {
    Optional<ConfigNode> value = find(key);
    if (value.isEmpty()) {
      missing(key, "is missing; write `" + example + "`");
    }
    return value.flatMap(as);
  }

  /** Notes a problem of a key that is not given. */
  public void missing(String key, String what) {
    String path = self.key().isEmpty() ? key : self.key() + "." + key;
    problems.add(self.place() + " " + path, what);
  }

  /** Whether nothing is given at all. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The value of a key, if it is given. */
  public Optional<ConfigNode> find(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).filter(value -> !value.isNull());
  }

  /**
   * A section whose keys all have defaults: the map that is given, or one without entries where it
   * is not, or is wrong.
   */
  public ConfigMap section(String key) {
    return read(key, ConfigNode::map).orElseGet(() -> self.emptyMap(key));
  }

  /**
   * Reads a map whose keys are names that the user chose or that are checked elsewhere; entries
   * that are wrong are left out, and noted.
   */
  public <T> Map<String, T> readAll(Function<ConfigNode, Optional<T>> as) {
    Map<String, T> values = new LinkedHashMap<>();
    entries.forEach(
        (name, value) -> {
          asked.add(name);
          as.apply(value).ifPresent(v -> values.put(name, v));
        });
    return Collections.unmodifiableMap(values);
  }

  /** Notes a problem for every key that nothing asked for. */
  public void rejectOtherKeys() {
    List<String> unknown = new ArrayList<>(entries.keySet());
    unknown.removeAll(asked);
    unknown.forEach(
        name ->
            entries
                .get(name)
                .wrong(
                    "unknown key; "
                        + (name.equals("<<")
                            ? "merge keys are not read, write the keys out"
                            : Suggestion.among(name, asked))));
  }

  /**
   * Whether nothing was wrong in this map so far. Values that must agree with each other are only
   * compared then, lest one mistake be reported twice.
   */
  public boolean isSound() {
    return problems.count() == problemsBefore;
  }

  /** The node that holds this map. */
  public ConfigNode node() {
    return self;
  }

  /** Notes a problem of the map as a whole. */
  public void wrong(String what) {
    self.wrong(what);
  }
}
