package io.tributary.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON record on one line. */
final class JsonLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLine() {}

  /** Names and values in turn; an absent (null) value leaves its name out. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        object.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    return object;
  }

  static String of(Object... namesAndValues) {
    try {
      return JSON.writeValueAsString(object(namesAndValues));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of plain values must be writable", e);
    }
  }
}
