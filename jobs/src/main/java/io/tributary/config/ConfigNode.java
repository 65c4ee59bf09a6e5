package io.tributary.config;

import io.tributary.pipeline.Problems;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML file that knows where it stands. The typed readers never throw: what does not
 * fit is noted as a problem, and the result is empty.
 */
public final class ConfigNode {
  /** A century: no span of days that makes sense is longer. */
  public static final int MAX_DAYS = 36_500;

  private final String file;
  private final String key;
  private final String name;
  private final Node node;
  private final Node position;
  private final Problems problems;

  ConfigNode(String file, String key, Node node, Problems problems) {
    this(file, key, key, node, node, problems);
  }

  private ConfigNode(
      String file, String key, String name, Node node, Node position, Problems problems) {
    this.file = file;
    this.key = key;
    this.name = name;
    this.node = node;
    this.position = position;
    this.problems = problems;
  }

  /** A map without entries, as the value of a key below this one. */
  ConfigMap emptyMap(String childName) {
    Node none = new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.FLOW);
    return below(childName, position, none).map().orElseThrow();
  }

  /** Another value of the same file. */
  ConfigNode at(String otherKey, Node other) {
    return new ConfigNode(file, otherKey, other, problems);
  }

  /** The value of a key below this one; it stands where its key stands, a line above a block. */
  ConfigNode below(String childName, Node keyNode, Node child) {
    String path = key.isEmpty() ? childName : key + "." + childName;
    return new ConfigNode(file, path, childName, child, keyNode, problems);
  }

  /** The dotted path of keys that leads here, such as {@code entities[0].columns.sku}. */
  public String key() {
    return key;
  }

  /** The last key of the path: the name that the user gave this value. */
  public String name() {
    return name;
  }

  int line() {
    return position.getStartMark().getLine() + 1;
  }

  /** File and, below the top, line. */
  String place() {
    return key.isEmpty() ? file : file + ":" + line();
  }

  /** File, line and key, such as {@code sources/pos.yaml:12 entities[0].columns.sku}. */
  public String where() {
    return key.isEmpty() ? file : place() + " " + key;
  }

  /** Notes a problem of this value. */
  public void wrong(String what) {
    problems.add(where(), what);
  }

  /** Whether nothing is given: no value at all, {@code null} or {@code ~}. */
  public boolean isNull() {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && (scalar.getValue().isEmpty()
            || scalar.getValue().equals("~")
            || scalar.getValue().equalsIgnoreCase("null"));
  }

  /** A scalar, as it is written. */
  public Optional<String> text() {
    Optional<String> text = scalar().filter(t -> !t.isBlank());
    return text.isPresent() ? text : expected("text");
  }

  /** One character, blanks included; {@code \t} in any quotes is a tab. */
  public Optional<Character> character() {
    Optional<Character> character =
        scalar()
            .map(text -> text.equals("\\t") ? "\t" : text)
            .filter(text -> text.length() == 1 && !text.equals("\n") && !text.equals("\r"))
            .map(text -> text.charAt(0));
    return character.isPresent()
        ? character
        : expected("one character, such as \",\", or \"\\t\" for a tab");
  }

  /** {@code true} or {@code false}. */
  public Optional<Boolean> bool() {
    Optional<String> text = scalar().filter(t -> t.equals("true") || t.equals("false"));
    return text.isPresent() ? text.map(Boolean::valueOf) : expected("true or false");
  }

  /** A whole number within bounds, both included. */
  public Optional<Integer> integer(int min, int max) {
    return wholeNumber(min, max).map(Math::toIntExact);
  }

  /** A whole number within bounds, both included. */
  public Optional<Long> wholeNumber(long min, long max) {
    Optional<Long> number =
        scalar()
            .filter(t -> t.matches("[+-]?[0-9]{1,18}"))
            .map(Long::valueOf)
            .filter(n -> min <= n && n <= max);
    if (number.isPresent()) {
      return number;
    }
    String bounds =
        min == Long.MIN_VALUE
            ? ""
            : max >= Integer.MAX_VALUE ? " of " + min + " or more" : " from " + min + " to " + max;
    return expected("a whole number" + bounds);
  }

  /** A number that is not negative, such as {@code 99.90}. */
  public Optional<BigDecimal> amount() {
    Optional<BigDecimal> number = decimal().filter(n -> n.signum() >= 0);
    return number.isPresent() ? number : expected("a number of 0 or more, such as 99.90");
  }

  /** A share between 0 and 1, such as {@code 0.02}. */
  public Optional<BigDecimal> share() {
    Optional<BigDecimal> share =
        decimal().filter(n -> n.signum() >= 0 && n.compareTo(BigDecimal.ONE) <= 0);
    return share.isPresent() ? share : expected("a share between 0 and 1, such as 0.02");
  }

  /** A date such as {@code 2024-11-01}. */
  public Optional<LocalDate> date() {
    try {
      Optional<LocalDate> date =
          scalar().filter(t -> t.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")).map(LocalDate::parse);
      if (date.isPresent()) {
        return date;
      }
    } catch (DateTimeException noSuchDay) {
      // Reported below, as any other text that is no date.
    }
    return expected("a date such as 2024-11-01");
  }

  /** A duration in days, such as {@code 730d}. */
  public Optional<Integer> days() {
    Optional<Integer> days =
        scalar()
            .filter(t -> t.matches("[0-9]{1,6}d"))
            .map(t -> Integer.valueOf(t.substring(0, t.length() - 1)))
            .filter(d -> d >= 1 && d <= MAX_DAYS);
    return days.isPresent() ? days : expected("a number of days, such as 730d");
  }

  /** One of an enum's names, in lower case. */
  public <E extends Enum<E>> Optional<E> oneOf(Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> text = scalar().filter(names::contains);
    return text.isPresent()
        ? text.map(t -> Enum.valueOf(type, t.toUpperCase(Locale.ROOT)))
        : expected("one of " + String.join(", ", names));
  }

  /** A list; empty if it is none or if an item is wrong, after all items were read. */
  public <T> Optional<List<T>> list(Function<ConfigNode, Optional<T>> as) {
    if (!(node instanceof SequenceNode sequence)) {
      return expected("a list such as [a, b]");
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      as.apply(at(key + "[" + i + "]", sequence.getValue().get(i))).ifPresent(items::add);
    }
    return items.size() == sequence.getValue().size()
        ? Optional.of(List.copyOf(items))
        : Optional.empty();
  }

  /** Keys and values. */
  public Optional<ConfigMap> map() {
    return node instanceof MappingNode mapping
        ? Optional.of(new ConfigMap(this, mapping, problems))
        : expected("keys and values, such as {key: value}");
  }

  /** Whether this is exactly that word. */
  public boolean is(String word) {
    return scalar().filter(word::equals).isPresent();
  }

  /** Whether this is a word rather than a number, a list or a map. */
  public boolean isWord() {
    return scalar().filter(t -> t.matches("\\p{L}.*")).isPresent();
  }

  /** Whether this is keys and values. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Whether this is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Notes that something else should stand here; returns nothing, for use as a result. */
  public <T> Optional<T> expected(String what) {
    wrong("expected " + what + ", but found " + found());
    return Optional.empty();
  }

  private Optional<BigDecimal> decimal() {
    return scalar()
        .filter(t -> t.matches("[+-]?([0-9]{1,18}(\\.[0-9]{0,9})?|\\.[0-9]{1,9})"))
        .map(BigDecimal::new);
  }

  private Optional<String> scalar() {
    return node instanceof ScalarNode scalar && !isNull()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  private String found() {
    if (node instanceof ScalarNode scalar) {
      String value = scalar.getValue().strip().replaceAll("\\s+", " ");
      String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
      return shown.isEmpty() || isNull() ? "nothing" : "`" + shown + "`";
    }
    return node instanceof SequenceNode ? "a list" : "keys and values";
  }
}
