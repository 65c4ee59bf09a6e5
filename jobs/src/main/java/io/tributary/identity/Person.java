package io.tributary.identity;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Somebody as OneID knows them.
 *
 * @param oneIds the customer's id, then the ids that were merged into it
 * @param identifiers strongest first; none if their evidence was withdrawn
 */
public record Person(List<String> oneIds, List<Identifier> identifiers) {
  public Person {
    oneIds = List.copyOf(oneIds);
    identifiers = List.copyOf(identifiers);
  }

  /**
   * One of their identifiers.
   *
   * @param key the keyed hash, in hexadecimal
   * @param masked for people, such as {@code phone:+86138****0001}
   * @param from the first day on which it was theirs; empty if it was nobody's before
   * @param until the last day on which it was theirs; empty unless somebody else has it now
   */
  public record Identifier(
      String namespace,
      String key,
      String masked,
      Optional<LocalDate> from,
      Optional<LocalDate> until) {}

  /** The customer's id of today. */
  public String oneId() {
    return oneIds.get(0);
  }
}
