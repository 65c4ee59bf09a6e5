package io.tributary.workspace;

import java.util.List;
import java.util.Optional;

/**
 * A tag that the workspace defines: a further column of {@code customers}.
 *
 * @param definedIn the file, below the workspace
 * @param type a Spark SQL type
 */
public record Tag(
    String name,
    String definedIn,
    String meaning,
    String labelZh,
    String type,
    Definition definition) {

  /** Instead of the type of a metric that names none, until {@link TagTypes} has found it. */
  static final String OF_EXPRESSION = "void";

  /** The same tag with another type. */
  Tag withType(String other) {
    return new Tag(name, definedIn, meaning, labelZh, other, definition);
  }

  /** How a tag's value comes about. */
  public sealed interface Definition permits Rule, Metric, Behaviour, Import {}

  /** The value of the first condition that holds. */
  public record Rule(List<Case> cases, Optional<String> otherwise) implements Definition {}

  /** A value, and SQL over the columns of a customer. */
  public record Case(String value, String when) {}

  /** SQL over the columns of a customer. */
  public record Metric(String expression) implements Definition {}

  /** What is looked at: lines of valid orders, events, or messages that were sent. */
  public enum Of {
    PURCHASE,
    EVENT,
    TOUCH
  }

  /** What is said of them. */
  public enum Measure {
    DID,
    DID_NOT,
    COUNT,
    RATIO,
    MOST
  }

  /**
   * What customers did.
   *
   * @param where SQL over a line, an event or a touch
   * @param windowDays of the last so many days
   * @param atLeast how many make it done
   * @param distinct SQL; different values of it are counted. Empty: purchase days, events or
   *     touches
   * @param numerator and {@code denominator}: SQL whose sums a ratio compares
   * @param most SQL whose most frequent value, weighed by net for purchases, is the tag
   */
  public record Behaviour(
      Of of,
      Measure measure,
      Optional<String> where,
      Optional<Integer> windowDays,
      int atLeast,
      Optional<String> distinct,
      Optional<String> numerator,
      Optional<String> denominator,
      Optional<String> most)
      implements Definition {}

  /**
   * A list that somebody made.
   *
   * @param file a CSV with a header, below the workspace
   * @param namespace of the identifiers in it
   * @param identifier the column with the identifiers
   * @param value the column with the values; empty: being on the list makes it {@code true}
   */
  public record Import(String file, String namespace, String identifier, Optional<String> value)
      implements Definition {}
}
