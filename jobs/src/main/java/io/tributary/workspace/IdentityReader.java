package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.vault.IdentifierForm;
import io.tributary.workspace.Settings.BlockedValue;
import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the section {@code identity}: the namespaces and the blocklist. */
final class IdentityReader {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Where phone numbers without a country's code belong, unless the workspace says otherwise. */
  private static final Optional<String> HOME = Optional.of("CN");

  private IdentityReader() {}

  static Identity read(ConfigMap map) {
    Map<String, Namespace> namespaces =
        map.read("namespaces", IdentityReader::namespaces).orElseGet(IdentityReader::defaults);
    List<BlockedValue> blocklist =
        map.read("blocklist", node -> node.list(entry -> blockedValue(entry, namespaces)))
            .orElse(List.of());
    map.rejectOtherKeys();
    return new Identity(namespaces, blocklist);
  }

  private static Map<String, Namespace> defaults() {
    Optional<Integer> none = Optional.empty();
    Optional<Integer> one = Optional.of(1);
    return byPriority(
        List.of(
            new Namespace("member_id", 1, one, Normalise.TRIM, Optional.empty(), none, none),
            new Namespace("unionid", 2, one, Normalise.TRIM, Optional.empty(), none, none),
            new Namespace(
                "phone",
                3,
                Optional.of(3),
                Normalise.PHONE,
                HOME,
                Optional.of(5),
                Optional.of(730)),
            new Namespace(
                "email", 4, none, Normalise.EMAIL, Optional.empty(), Optional.of(5), none),
            new Namespace("openid_mp", 5, none, Normalise.TRIM, Optional.empty(), none, none),
            new Namespace(
                "device_id",
                9,
                none,
                Normalise.TRIM,
                Optional.empty(),
                Optional.of(4),
                Optional.of(180))));
  }

  private static Optional<Map<String, Namespace>> namespaces(ConfigNode node) {
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    Map<String, Namespace> namespaces = map.readAll(IdentityReader::namespace);
    if (namespaces.isEmpty() && map.isSound()) {
      map.wrong("has no namespace, so that nothing would identify anybody; name one");
    }
    if (map.isSound()) {
      rejectSharedPriorities(map, namespaces.values());
    }
    return Optional.of(byPriority(namespaces.values()));
  }

  private static void rejectSharedPriorities(ConfigMap map, Collection<Namespace> namespaces) {
    Map<Integer, String> taken = new HashMap<>();
    for (Namespace namespace : namespaces) {
      String other = taken.putIfAbsent(namespace.priority(), namespace.name());
      if (other != null) {
        map.wrong(
            "`"
                + other
                + "` and `"
                + namespace.name()
                + "` both have priority "
                + namespace.priority()
                + "; give each its own, the smaller the stronger");
      }
    }
  }

  private static Map<String, Namespace> byPriority(Collection<Namespace> namespaces) {
    Map<String, Namespace> ordered = new LinkedHashMap<>();
    namespaces.stream()
        .sorted(Comparator.comparingInt(Namespace::priority))
        .forEach(namespace -> ordered.put(namespace.name(), namespace));
    return Collections.unmodifiableMap(ordered);
  }

  /** Present even where something in it is wrong: its name is known all the same. */
  private static Optional<Namespace> namespace(ConfigNode node) {
    String name = node.name();
    if (!name.matches("[\\p{L}\\p{N}_]+")) {
      node.wrong("a namespace's name consists of letters, digits and _, such as openid_mp");
    }
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.of(
          new Namespace(
              name,
              Integer.MAX_VALUE,
              Optional.empty(),
              Normalise.TRIM,
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    ConfigMap map = given.get();
    Normalise normalise =
        map.read("normalise", n -> n.oneOf(Normalise.class)).orElse(Normalise.TRIM);
    Optional<String> none = normalise == Normalise.PHONE ? HOME : Optional.empty();
    Namespace namespace =
        new Namespace(
            name,
            map.require("priority", "priority: 5", n -> n.integer(1, 1_000_000))
                .orElse(Integer.MAX_VALUE),
            map.read("per_customer", n -> n.integer(1, 1_000_000)),
            normalise,
            map.read("region", IdentityReader::region).or(() -> none),
            map.read("shared_above", n -> n.integer(1, 1_000_000)),
            map.read("recycled_after", ConfigNode::days));
    map.rejectOtherKeys();
    if (map.isSound()
        && namespace.region().isPresent()
        && namespace.normalise() != Normalise.PHONE) {
      map.wrong("region is for phone numbers; add `normalise: phone`, or leave region out");
    }
    return Optional.of(namespace);
  }

  private static Optional<String> region(ConfigNode node) {
    Optional<String> region = node.text();
    return region.isEmpty() || COUNTRIES.contains(region.get())
        ? region
        : node.expected("a country's two capital letters, such as CN");
  }

  private static Optional<BlockedValue> blockedValue(
      ConfigNode node, Map<String, Namespace> namespaces) {
    Optional<String> text = node.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.get().indexOf(':');
    if (colon < 1 || colon == text.get().length() - 1) {
      return node.expected("namespace:value or namespace:/regex/, such as \"phone:13800138000\"");
    }
    String namespace = text.get().substring(0, colon);
    String value = text.get().substring(colon + 1).strip();
    if (!namespaces.containsKey(namespace)) {
      node.wrong(
          "unknown namespace `"
              + namespace
              + "`; "
              + Suggestion.among(namespace, namespaces.keySet()));
      return Optional.empty();
    }
    boolean regex = value.length() > 2 && value.startsWith("/") && value.endsWith("/");
    return regex
        ? blockedPattern(node, namespace, value)
        : blockedLiteral(node, namespaces.get(namespace), value);
  }

  private static Optional<BlockedValue> blockedLiteral(
      ConfigNode node, Namespace namespace, String value) {
    if (new IdentifierForm(namespace).of(value).value() == null) {
      node.wrong(
          "is no valid value of `"
              + namespace.name()
              + "` (normalise: "
              + namespace.normalise().name().toLowerCase(Locale.ROOT)
              + "), so that nothing would ever match it; correct it, or leave it out:"
              + " such values are dropped anyway");
      return Optional.empty();
    }
    return Optional.of(new BlockedValue(namespace.name(), value, false));
  }

  private static Optional<BlockedValue> blockedPattern(
      ConfigNode node, String namespace, String value) {
    String pattern = value.substring(1, value.length() - 1);
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      node.wrong(
          "`"
              + pattern
              + "` is no regular expression: "
              + e.getDescription()
              + " near character "
              + (e.getIndex() + 1));
      return Optional.empty();
    }
    return Optional.of(new BlockedValue(namespace, pattern, true));
  }
}
