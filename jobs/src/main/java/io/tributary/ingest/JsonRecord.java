package io.tributary.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Takes one line of a json dump apart. */
final class JsonRecord {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonRecord() {}

  /**
   * Hands over the top-level fields of a record: a string as its text, a number, true and false as
   * they are written, null as null, and an object or a list as its JSON.
   *
   * @return whether the line is one JSON object and nothing else; otherwise what was handed over is
   *     not to be used
   */
  static boolean read(String line, BiConsumer<String, String> field) {
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        field.accept(name, value(json, line));
      }
      return json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static String value(JsonParser json, String line) throws IOException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!token.isStructStart()) {
      return json.getText();
    }
    int start = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return line.substring(start, (int) json.currentLocation().getCharOffset());
  }
}
