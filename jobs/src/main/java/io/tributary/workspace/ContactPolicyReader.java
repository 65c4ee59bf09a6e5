package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.workspace.Settings.Cap;
import io.tributary.workspace.Settings.ConsentDefault;
import io.tributary.workspace.Settings.ContactPolicy;
import io.tributary.workspace.Settings.Fatigue;
import java.math.BigDecimal;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code contact_policy}: who may be contacted how often. */
final class ContactPolicyReader {
  private static final List<Cap> DEFAULT_CAPS =
      List.of(new Cap("sms", 1, Period.ofDays(7)), new Cap("any", 3, Period.ofDays(7)));

  private ContactPolicyReader() {}

  static ContactPolicy read(ConfigMap map) {
    ContactPolicy policy =
        new ContactPolicy(
            map.read("consent_default", consent -> consent.oneOf(ConsentDefault.class))
                .orElse(ConsentDefault.DENY),
            map.read("caps", ContactPolicyReader::caps).orElse(DEFAULT_CAPS),
            map.read("fatigue", node -> node.list(ContactPolicyReader::fatigue)).orElse(List.of()),
            map.read("global_holdout", ConfigNode::share).orElse(new BigDecimal("0.0")));
    map.rejectOtherKeys();
    return policy;
  }

  private static Optional<List<Cap>> caps(ConfigNode node) {
    Optional<List<Cap>> caps = node.list(ContactPolicyReader::cap);
    Set<String> seen = new HashSet<>();
    for (Cap cap : caps.orElse(List.of())) {
      String days = cap.per().getDays() + "d";
      if (!seen.add(cap.channel() + " " + days)) {
        node.wrong("has two caps for `" + cap.channel() + "` per " + days + "; keep one");
      }
    }
    return caps;
  }

  private static Optional<Fatigue> fatigue(ConfigNode node) {
    return node.map()
        .flatMap(
            map -> {
              Optional<String> channel = map.require("channel", "channel: sms", ConfigNode::text);
              Optional<Integer> touches =
                  map.require("touches", "touches: 6", n -> n.integer(1, Integer.MAX_VALUE));
              map.rejectOtherKeys();
              return map.isSound()
                  ? Optional.of(new Fatigue(channel.orElseThrow(), touches.orElseThrow()))
                  : Optional.empty();
            });
  }

  private static Optional<Cap> cap(ConfigNode node) {
    Optional<ConfigMap> given = node.map();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    ConfigMap map = given.get();
    Optional<String> channel = map.require("channel", "channel: sms", ConfigNode::text);
    Optional<Integer> max =
        map.require("max", "max: 1", number -> number.integer(1, Integer.MAX_VALUE));
    Optional<Integer> per = map.require("per", "per: 7d", ConfigNode::days);
    map.rejectOtherKeys();
    return map.isSound()
        ? Optional.of(
            new Cap(channel.orElseThrow(), max.orElseThrow(), Period.ofDays(per.orElseThrow())))
        : Optional.empty();
  }
}
