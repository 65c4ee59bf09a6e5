package io.tributary.identity;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/** The workspace's kinds of identifiers, as expressions over a column with a namespace's name. */
final class Namespaces {
  private final List<Namespace> strongestFirst;

  Namespaces(Identity identity) {
    this.strongestFirst = new ArrayList<>(identity.namespaces().values());
  }

  /** Their names, strongest first. */
  List<String> names() {
    return strongestFirst.stream().map(Namespace::name).toList();
  }

  /** How strong: 0 is the strongest; null for a namespace that the workspace does not have. */
  Column rank(Column namespace) {
    return choose(namespace, n -> Optional.of(strongestFirst.indexOf(n)));
  }

  /** Days of silence after which a value is taken to be somebody else's; null if never. */
  Column recycledAfter(Column namespace) {
    return choose(namespace, Namespace::recycledAfterDays);
  }

  /** How many values of a one-per-customer namespace a value may meet; null if any number. */
  Column sharedAbove(Column namespace) {
    return choose(namespace, Namespace::sharedAbove);
  }

  /** How many values one customer may have; null if any number. */
  Column limit(Column namespace) {
    return choose(namespace, Namespace::perCustomer);
  }

  /** How many values one customer may have, by rank; -1 if any number. */
  int[] limits() {
    return strongestFirst.stream().mapToInt(n -> n.perCustomer().orElse(-1)).toArray();
  }

  /** The namespaces of which one person has one value. */
  List<String> onePerCustomer() {
    return strongestFirst.stream()
        .filter(n -> n.perCustomer().orElse(0) == 1)
        .map(Namespace::name)
        .toList();
  }

  private Column choose(Column namespace, Function<Namespace, Optional<Integer>> setting) {
    Column chosen = null;
    for (Namespace n : strongestFirst) {
      Optional<Integer> value = setting.apply(n);
      if (value.isPresent()) {
        Column isIt = namespace.equalTo(n.name());
        chosen =
            chosen == null ? when(isIt, lit(value.get())) : chosen.when(isIt, lit(value.get()));
      }
    }
    return chosen == null ? lit(null).cast("int") : chosen;
  }
}
