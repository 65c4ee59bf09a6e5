package io.tributary.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.ingest.Tombstones.Tombstone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one erasure is to do. It is written down before anything is done: an erasure whose process
 * died is finished from this alone, for the lake may not know any more who was meant.
 *
 * @param on what is dated up to this date does not come back
 * @param oneIds the customer's id, then ids that were merged into it
 * @param tombstones of their identifiers
 * @param rows how many rows and files go or change, by table
 * @param sent what platforms were sent of the person, a line each: not in the workspace's hands
 */
public record Erasure(
    LocalDate on,
    Instant begunAt,
    List<String> oneIds,
    List<Tombstone> tombstones,
    Map<String, Long> rows,
    List<String> sent) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An erasure of which nobody knows yet how much it concerns. */
  static Erasure of(
      LocalDate on, Instant begunAt, List<String> oneIds, List<Tombstone> tombstones) {
    return new Erasure(on, begunAt, oneIds, tombstones, Map.of(), List.of());
  }

  /** The same, with that. */
  Erasure counted(Map<String, Long> itsRows, List<String> itsSent) {
    return new Erasure(on, begunAt, oneIds, tombstones, itsRows, itsSent);
  }

  /** The keyed hashes of the identifiers, in hexadecimal. */
  List<String> keys() {
    return tombstones.stream().map(Tombstone::key).distinct().toList();
  }

  String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("on", on.toString()).put("begun_at", begunAt.toString());
    ArrayNode ids = json.putArray("one_ids");
    oneIds.forEach(ids::add);
    ArrayNode identifiers = json.putArray("tombstones");
    for (Tombstone t : tombstones) {
      ObjectNode tombstone = identifiers.addObject();
      tombstone.put("namespace", t.namespace()).put("key", t.key());
      tombstone.put("from", t.from() == null ? null : t.from().toString());
      tombstone.put("until", t.until().toString()).put("has_undated", t.hasUndated());
    }
    ObjectNode counts = json.putObject("rows");
    rows.forEach(counts::put);
    ArrayNode lines = json.putArray("sent");
    sent.forEach(lines::add);
    return json.toPrettyString() + "\n";
  }

  static Erasure parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      List<String> ids = new ArrayList<>();
      json.path("one_ids").forEach(id -> ids.add(id.asText()));
      List<Tombstone> tombstones = new ArrayList<>();
      json.path("tombstones").forEach(t -> tombstones.add(tombstone(t)));
      Map<String, Long> rows = new LinkedHashMap<>();
      json.path("rows").properties().forEach(r -> rows.put(r.getKey(), r.getValue().asLong()));
      List<String> sent = new ArrayList<>();
      json.path("sent").forEach(line -> sent.add(line.asText()));
      return new Erasure(
          LocalDate.parse(json.path("on").asText()),
          Instant.parse(json.path("begun_at").asText()),
          ids,
          tombstones,
          rows,
          sent);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The note of an unfinished erasure is not readable", e);
    }
  }

  private static Tombstone tombstone(JsonNode json) {
    JsonNode from = json.path("from");
    return new Tombstone(
        json.path("namespace").asText(),
        json.path("key").asText(),
        from.isTextual() ? LocalDate.parse(from.asText()) : null,
        LocalDate.parse(json.path("until").asText()),
        json.path("has_undated").asBoolean());
  }
}
