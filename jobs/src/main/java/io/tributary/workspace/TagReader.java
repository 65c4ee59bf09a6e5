package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Case;
import io.tributary.workspace.Tag.Definition;
import io.tributary.workspace.Tag.Import;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Metric;
import io.tributary.workspace.Tag.Of;
import io.tributary.workspace.Tag.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one file of {@code tags/}. Problems are noted in the map's own list. */
final class TagReader {
  /** The kinds of tags. */
  private enum Kind {
    RULE,
    METRIC,
    BEHAVIOUR,
    IMPORT
  }

  private final Path workspace;
  private final Set<String> namespaces;
  private final TagExpressions expressions;

  /**
   * A reader for one workspace.
   *
   * @param workspace its folder, where imported lists lie
   * @param namespaces the namespaces that it has; empty if its settings could not be read
   * @param tags the names of all its tags
   */
  TagReader(Path workspace, Set<String> namespaces, Set<String> tags) {
    this.workspace = workspace;
    this.namespaces = namespaces;
    this.expressions = new TagExpressions(tags);
  }

  /**
   * Reads a tag; empty if something is wrong.
   *
   * @param name the file's name without its ending, which the tag must have
   */
  Optional<Tag> read(ConfigMap map, String name, String definedIn) {
    Optional<String> tag = map.require("tag", "tag: " + name, node -> tagName(node, name));
    String meaning = map.read("meaning", ConfigNode::text).orElse("A tag of the workspace");
    String labelZh = map.read("label_zh", ConfigNode::text).orElse(name);
    Optional<Kind> kind = map.require("kind", "kind: rule", node -> node.oneOf(Kind.class));
    Optional<String> type = map.read("type", TagReader::type);
    Optional<Definition> definition = kind.flatMap(k -> definition(k, map));
    if (kind.isPresent()) {
      map.rejectOtherKeys();
    }
    return map.isSound() && tag.isPresent() && definition.isPresent()
        ? Optional.of(
            new Tag(
                name,
                definedIn,
                meaning,
                labelZh,
                type.orElse(usualType(definition.get())),
                definition.get()))
        : Optional.empty();
  }

  private static Optional<String> tagName(ConfigNode node, String fileName) {
    Optional<String> name = node.text();
    if (name.isPresent() && !name.get().equals(fileName)) {
      return node.expected("the file's name, `" + fileName + "`");
    }
    if (name.isPresent() && !name.get().matches("[a-z][a-z0-9_]*")) {
      return node.expected("lower-case letters, digits and _, since it names a column");
    }
    if (name.isPresent() && TagExpressions.isTaken(name.get())) {
      node.wrong(
          "`"
              + name.get()
              + "` is a column of customers or of audiences already; give the tag and its file"
              + " another name");
    }
    return name;
  }

  private static Optional<String> type(ConfigNode node) {
    Optional<String> type = node.text();
    return type.isPresent() && !SqlExpressions.isType(type.get())
        ? node.expected("a Spark SQL type such as string, int, double or date")
        : type;
  }

  private static String usualType(Definition definition) {
    if (definition instanceof Metric) {
      return Tag.OF_EXPRESSION;
    }
    if (definition instanceof Behaviour behaviour) {
      return switch (behaviour.measure()) {
        case DID, DID_NOT -> "boolean";
        case COUNT -> "bigint";
        case RATIO -> "double";
        case MOST -> "string";
      };
    }
    return definition instanceof Import list && list.value().isEmpty() ? "boolean" : "string";
  }

  private Optional<Definition> definition(Kind kind, ConfigMap map) {
    return switch (kind) {
      case RULE -> rule(map);
      case METRIC ->
          map.require(
                  "expression",
                  "expression: \"net / nullif(orders, 0)\"",
                  expressions::overCustomers)
              .map(Metric::new);
      case BEHAVIOUR -> behaviour(map);
      case IMPORT -> list(map);
    };
  }

  private Optional<Definition> rule(ConfigMap map) {
    Optional<List<Case>> cases =
        map.require(
            "values",
            "values: [{value: high, when: \"aov >= 500\"}]",
            node -> node.list(this::oneCase));
    Optional<String> otherwise = map.read("otherwise", ConfigNode::text);
    return cases.map(c -> new Rule(c, otherwise));
  }

  private Optional<Case> oneCase(ConfigNode node) {
    return node.map()
        .flatMap(
            map -> {
              Optional<String> value = map.require("value", "value: high", ConfigNode::text);
              Optional<String> when =
                  map.require("when", "when: \"aov >= 500\"", expressions::overCustomers);
              map.rejectOtherKeys();
              return map.isSound()
                  ? Optional.of(new Case(value.orElseThrow(), when.orElseThrow()))
                  : Optional.empty();
            });
  }

  private static Optional<Definition> behaviour(ConfigMap map) {
    Optional<Of> of = map.require("of", "of: purchase", node -> node.oneOf(Of.class));
    Optional<Measure> measure =
        map.require("measure", "measure: did", node -> node.oneOf(Measure.class));
    Function<ConfigNode, Optional<String>> sql =
        node -> of.isPresent() ? TagExpressions.over(of.get(), node) : node.text();
    Behaviour behaviour =
        new Behaviour(
            of.orElse(Of.PURCHASE),
            measure.orElse(Measure.DID),
            map.read("where", sql),
            map.read("window", ConfigNode::days),
            map.read("at_least", node -> node.integer(1, Integer.MAX_VALUE)).orElse(1),
            map.read("distinct", sql),
            map.read("numerator", sql),
            map.read("denominator", sql),
            map.read("most", sql));
    if (measure.isPresent() && measure.get() == Measure.RATIO) {
      needs(map, "numerator", behaviour.numerator(), "numerator: \"net\"");
      needs(map, "denominator", behaviour.denominator(), "denominator: \"list_price * quantity\"");
    }
    if (measure.isPresent() && measure.get() == Measure.MOST) {
      needs(map, "most", behaviour.most(), "most: colour");
    }
    return map.isSound() ? Optional.of(behaviour) : Optional.empty();
  }

  private static void needs(ConfigMap map, String key, Optional<String> value, String example) {
    if (value.isEmpty() && map.isSound()) {
      map.missing(key, "is missing; write `" + example + "`");
    }
  }

  private Optional<Definition> list(ConfigMap map) {
    Optional<String> file = map.require("file", "file: lists/vip.csv", n -> readable(n, workspace));
    Optional<String> namespace =
        map.require("namespace", "namespace: phone", n -> namespace(n, namespaces));
    Optional<String> identifier = map.require("identifier", "identifier: 手机", ConfigNode::text);
    Optional<String> value = map.read("value", ConfigNode::text);
    return map.isSound()
        ? Optional.of(
            new Import(
                file.orElseThrow(), namespace.orElseThrow(), identifier.orElseThrow(), value))
        : Optional.empty();
  }

  static Optional<String> readable(ConfigNode node, Path workspace) {
    Optional<String> file = node.text();
    if (file.isPresent() && !Files.isReadable(workspace.resolve(file.get()))) {
      node.wrong(
          "there is no file `"
              + file.get()
              + "` in the workspace; put the list there, or take the tag away");
    }
    return file;
  }

  static Optional<String> namespace(ConfigNode node, Set<String> namespaces) {
    Optional<String> name = node.text();
    if (name.isPresent() && !namespaces.isEmpty() && !namespaces.contains(name.get())) {
      node.wrong("unknown namespace; " + Suggestion.among(name.get(), namespaces));
      return Optional.empty();
    }
    return name;
  }
}
