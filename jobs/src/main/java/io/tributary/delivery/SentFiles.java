package io.tributary.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tributary.lake.FileStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * What was sent of one audience to one platform for one date: the manifest that the platform was
 * given, kept in the lake. A file that stands in it is not sent again, even if the platform has
 * taken it away since: people would get the message twice. Who wants that deletes the note.
 *
 * @param to the place, as messages show it
 * @param files checksums by name
 * @param manifest what the platform was given
 */
record SentFiles(String to, Map<String, String> files, String manifest) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * What is to be sent. The platform learns nothing but its own files: neither whom else an
   * audience is delivered to, nor how it was selected.
   *
   * @param parts as the audience's manifest describes them
   */
  static SentFiles of(
      String to, String audience, String date, String delivery, List<Map<String, Object>> parts) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("audience", audience);
    manifest.put("as_of", date);
    manifest.put("delivery", delivery);
    manifest.put("files", parts);
    Map<String, String> files = new TreeMap<>();
    parts.forEach(p -> files.put((String) p.get("file"), (String) p.get("sha256")));
    try {
      return new SentFiles(to, files, JSON.writeValueAsString(manifest) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the manifest of " + audience, e);
    }
  }

  /** What was noted, if anything was. */
  static Optional<SentFiles> read(FileStore store, Path note) {
    return store.read(note).map(SentFiles::parse);
  }

  private static SentFiles parse(String text) {
    try {
      JsonNode note = JSON.readTree(text);
      Map<String, String> files = new TreeMap<>();
      note.path("files").properties().forEach(f -> files.put(f.getKey(), f.getValue().asText()));
      return new SentFiles(note.path("to").asText(), files, note.path("manifest").asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A note of what was sent is not readable", e);
    }
  }

  void write(FileStore store, Path note) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("to", to);
    text.put("files", files);
    text.put("manifest", manifest);
    try {
      store.replace(note, JSON.writeValueAsString(text) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot note what was sent to " + to, e);
    }
  }

  /** Whether this file, with these bytes, was sent to the same place. */
  boolean has(String place, String file, String sha256) {
    return to.equals(place) && sha256.equals(files.get(file));
  }
}
