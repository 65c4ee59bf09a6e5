package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Audience.Limit;
import io.tributary.workspace.Audience.Period;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one file of {@code audiences/}. Problems are noted in the map's own list. */
final class AudienceReader {
  private final CustomerExpressions expressions;
  private final Set<String> audiences;
  private final Collection<Namespace> namespaces;

  /**
   * A reader.
   *
   * @param audiences the names of all audiences of the workspace
   * @param namespaces those of the workspace; empty where they could not be read
   */
  AudienceReader(
      CustomerExpressions expressions, Set<String> audiences, Collection<Namespace> namespaces) {
    this.expressions = expressions;
    this.audiences = audiences;
    this.namespaces = namespaces;
  }

  /**
   * Reads an audience; empty if something is wrong.
   *
   * @param name the file's name without its ending, which the audience must have
   */
  Optional<AudienceDraft> read(ConfigMap map, String name, String definedIn) {
    map.require("audience", "audience: " + name, node -> fileName(node, name));
    Optional<String> owner = map.read("owner", ConfigNode::text);
    Optional<String> description = map.read("description", ConfigNode::text);
    Optional<String> where = map.read("where", expressions::condition);
    List<Behaviour> behaviours = new ArrayList<>(behaviours(map, "did", Measure.DID));
    behaviours.addAll(behaviours(map, "did_not", Measure.DID_NOT));
    List<String> excludes =
        map.read("exclude_audiences", node -> node.list(this::audience)).orElse(List.of());
    Optional<Integer> priority = map.read("priority", node -> node.integer(1, Integer.MAX_VALUE));
    Optional<Limit> limit = limit(map);
    List<Arm> arms = map.read("arms", AudienceReader::arms).orElse(List.of());
    List<String> deliver = map.read("deliver", node -> node.list(this::profile)).orElse(List.of());
    Map<String, String> variables = map.section("variables").readAll(expressions::variable);
    Optional<String> experiment = map.read("experiment", ConfigNode::text);
    Period period = period(map);
    map.rejectOtherKeys();
    if (!map.isSound()) {
      return Optional.empty();
    }
    Audience audience =
        new Audience(
            name,
            definedIn,
            owner.orElse(""),
            description.orElse(""),
            where,
            behaviours,
            excludes,
            priority,
            limit,
            arms,
            deliver,
            variables,
            experiment.orElse(name),
            Optional.empty(),
            period);
    return Optional.of(new AudienceDraft(audience, map));
  }

  private static Period period(ConfigMap map) {
    Optional<LocalDate> from = map.read("from", ConfigNode::date);
    Optional<LocalDate> until = map.read("until", ConfigNode::date);
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      map.find("until").orElseThrow().wrong("lies before `from`; no night is in between");
    }
    return new Period(from, until);
  }

  static Optional<String> fileName(ConfigNode node, String fileName) {
    Optional<String> name = node.text();
    if (name.isPresent() && !name.get().equals(fileName)) {
      return node.expected("the file's name, `" + fileName + "`");
    }
    if (name.isPresent() && !name.get().matches("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]*")) {
      return node.expected("letters, digits, - and _, since it names a folder");
    }
    return name;
  }

  /** The name of another audience. */
  Optional<String> audience(ConfigNode node) {
    return known(node, audiences, "audience");
  }

  static Optional<String> known(ConfigNode node, Set<String> names, String kind) {
    Optional<String> name = node.text();
    if (name.isPresent() && !names.contains(name.get())) {
      node.wrong("unknown " + kind + "; " + Suggestion.among(name.get(), names));
      return Optional.empty();
    }
    return name;
  }

  static List<Behaviour> behaviours(ConfigMap map, String key, Measure measure) {
    return map.read(key, node -> node.list(item -> BehaviourReader.read(item, measure)))
        .orElse(List.of());
  }

  private Optional<Limit> limit(ConfigMap map) {
    Optional<Integer> people = map.read("limit", node -> node.integer(1, Integer.MAX_VALUE));
    if (people.isPresent() && map.find("order_by").isEmpty()) {
      map.missing("order_by", "is missing; who stays? Write `order_by: net desc`");
    }
    if (map.find("limit").isEmpty() && map.find("order_by").isPresent()) {
      map.missing("limit", "is missing; without it, `order_by` means nothing: write `limit: 1000`");
    }
    return map.read("order_by", node -> order(node, people.orElse(1)))
        .filter(order -> people.isPresent());
  }

  private Optional<Limit> order(ConfigNode node, int people) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String order = text.get().strip();
    boolean largestFirst = order.matches("(?is).*\\sdesc");
    String sql = order.replaceFirst("(?i)\\s+(desc|asc)$", "");
    return expressions.order(node, sql).map(s -> new Limit(people, s, largestFirst));
  }

  static Optional<List<Arm>> arms(ConfigNode node) {
    Optional<ConfigMap> map = node.map();
    if (map.isEmpty()) {
      return Optional.empty();
    }
    Map<String, BigDecimal> shares = map.get().readAll(ConfigNode::share);
    BigDecimal sum = shares.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (map.get().isSound() && sum.compareTo(BigDecimal.ONE) != 0) {
      node.wrong(
          "the shares add up to "
              + sum.toPlainString()
              + ", not to 1; write such as {control: 0.1, treatment: 0.9}");
      return Optional.empty();
    }
    return Optional.of(
        shares.entrySet().stream().map(e -> new Arm(e.getKey(), e.getValue())).toList());
  }

  /** A delivery profile whose addresses the workspace has. */
  Optional<String> profile(ConfigNode node) {
    Optional<String> name = known(node, DeliveryCatalog.standard().names(), "delivery profile");
    if (name.isEmpty() || namespaces.isEmpty()) {
      return name;
    }
    DeliveryProfile profile = DeliveryCatalog.standard().get(name.get());
    boolean hasAddress =
        profile.addresses().stream().anyMatch(a -> namespaces.stream().anyMatch(a::isNamespace));
    if (!hasAddress) {
      node.wrong(
          "`%s` needs the namespace %s, but identity.namespaces in tributary.yaml has only %s"
              .formatted(
                  name.get(),
                  profile.wording(),
                  String.join(", ", namespaces.stream().map(Namespace::name).toList())));
      return Optional.empty();
    }
    return name;
  }
}
