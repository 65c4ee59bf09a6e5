package io.tributary.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What OpenLineage's listener told about a night: by job, what it saw being read and written, in
 * the words of the job list. Its events name no job of ours; but jobs run one after the other, and
 * {@code run.json} says from when each did.
 */
record Lineage(Map<String, Set<String>> inputs, Map<String, Set<String>> outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A table, by its folder or by one of its files; landing and exports by their names. */
  private static final Pattern PLACE =
      Pattern.compile(".*/(?:lake/([a-z0-9][a-z0-9_]*)|(landing|exports))(?:/.*)?");

  /** Written by the night itself, between its jobs. */
  private static final String RUNS = "runs";

  /**
   * Reads a file of events, a line each. A query tells its inputs and outputs in several, the first
   * one when it begins. What is staged between two steps is nobody's input.
   */
  static Lineage of(Path events, Path runJson) throws IOException {
    NavigableMap<Instant, String> jobs = new TreeMap<>();
    for (JsonNode job : JSON.readTree(runJson.toFile()).path("jobs")) {
      jobs.put(moment(job.path("started_at")), job.path("job").asText());
    }
    Map<String, String> jobOfQuery = new HashMap<>();
    Lineage lineage = new Lineage(new TreeMap<>(), new TreeMap<>());
    for (String line : Files.readAllLines(events)) {
      JsonNode event = JSON.readTree(line);
      Map.Entry<Instant, String> begun = jobs.floorEntry(moment(event.path("eventTime")));
      if (begun != null) {
        String query = event.path("run").path("runId").asText();
        String job = jobOfQuery.computeIfAbsent(query, first -> begun.getValue());
        put(lineage.inputs, job, event.path("inputs"));
        put(lineage.outputs, job, event.path("outputs"));
      }
    }
    lineage.outputs.values().forEach(places -> places.remove(RUNS));
    return lineage;
  }

  private static Instant moment(JsonNode text) {
    return OffsetDateTime.parse(text.asText()).toInstant();
  }

  private static void put(Map<String, Set<String>> places, String job, JsonNode datasets) {
    Set<String> known = places.computeIfAbsent(job, none -> new TreeSet<>());
    for (JsonNode dataset : datasets) {
      Matcher place = PLACE.matcher(dataset.path("name").asText());
      if (place.matches()) {
        known.add(place.group(1) == null ? place.group(2) : place.group(1));
      }
    }
  }

  /** What a job was seen to read. */
  Set<String> inputs(String job) {
    return inputs.getOrDefault(job, Set.of());
  }

  /** What a job was seen to write. */
  Set<String> outputs(String job) {
    return outputs.getOrDefault(job, Set.of());
  }
}
