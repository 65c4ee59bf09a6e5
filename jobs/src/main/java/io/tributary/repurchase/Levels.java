package io.tributary.repurchase;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers for the values of a column, in the order in which they appear; another part of the data
 * may number them otherwise.
 */
final class Levels implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The number of what is empty. */
  static final int NONE = -1;

  private final List<String> names = new ArrayList<>();
  private transient Map<UTF8String, Integer> codes;

  /** The number of a value; the value may be a view of a row that is read on. */
  int code(UTF8String value) {
    if (value == null) {
      return NONE;
    }
    Integer known = codes().get(value);
    return known != null ? known : append(value.copy());
  }

  /** The number of a value, or another one if it has none: it is given none. */
  int known(UTF8String value, int otherwise) {
    return codes().getOrDefault(value, otherwise);
  }

  private Map<UTF8String, Integer> codes() {
    if (codes == null) {
      codes = new HashMap<>();
      names.forEach(name -> codes.put(UTF8String.fromString(name), codes.size()));
    }
    return codes;
  }

  private int append(UTF8String value) {
    int code = names.size();
    codes().put(value, code);
    names.add(value.toString());
    return code;
  }

  String name(int code) {
    return names.get(code);
  }

  /** The same values, numbered in their order by code point. */
  Levels sorted() {
    Levels sorted = new Levels();
    names.stream().map(UTF8String::fromString).sorted().forEach(sorted::code);
    return sorted;
  }

  /** Takes in the values of other levels; says which number each of theirs has here. */
  int[] add(Levels other) {
    return other.names.stream().map(UTF8String::fromString).mapToInt(this::code).toArray();
  }
}
