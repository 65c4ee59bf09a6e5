package io.tributary.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.Pipeline;
import io.tributary.pipeline.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What OpenLineage's listener told about a night: by job, what it saw being read and written, in
 * the words of the job list. Its events name no job of ours; but each table is written by one.
 */
record Lineage(Map<String, Set<String>> inputs, Map<String, Set<String>> outputs) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TABLE = Pattern.compile(".*/lake/([a-z0-9][a-z0-9_]*)(?:/.*)?");
  private static final Pattern FILES = Pattern.compile(".*/(landing|exports)(?:/.*)?");
  private static final Pattern STAGED_CHANGES =
      Pattern.compile(".*/lake/_tributary/staging/changes/([a-z0-9_]+)(?:/.*)?");
  private static final Pattern STAGED_DUMP = Pattern.compile(".*/lake/_tributary/staging/.*");

  /**
   * Reads a file of events, a line each. A run of Spark tells its inputs and outputs in several.
   */
  static Lineage of(Path events) throws IOException {
    Map<String, Set<String>> inputs = new HashMap<>();
    Map<String, Set<String>> outputs = new HashMap<>();
    for (String line : Files.readAllLines(events)) {
      JsonNode event = JSON.readTree(line);
      String run = event.path("run").path("runId").asText();
      add(inputs, run, event.path("inputs"));
      add(outputs, run, event.path("outputs"));
    }
    Lineage lineage = new Lineage(new TreeMap<>(), new TreeMap<>());
    outputs.forEach(
        (run, names) -> {
          for (String name : names) {
            String job = writer(name);
            put(lineage.outputs, job, names);
            put(lineage.inputs, job, inputs.getOrDefault(run, Set.of()));
          }
        });
    return lineage;
  }

  private static void add(Map<String, Set<String>> names, String run, JsonNode datasets) {
    datasets.forEach(
        dataset ->
            names.computeIfAbsent(run, none -> new TreeSet<>()).add(dataset.path("name").asText()));
  }

  private static String writer(String name) {
    Matcher changes = STAGED_CHANGES.matcher(name);
    Matcher table = TABLE.matcher(name);
    if (changes.matches()) {
      return writerOf(changes.group(1));
    }
    if (table.matches()) {
      return writerOf(table.group(1));
    }
    return STAGED_DUMP.matcher(name).matches() ? "ingest" : writerOf(name);
  }

  private static String writerOf(String table) {
    return Pipeline.JOBS.stream()
        .filter(job -> job.writes().contains(table))
        .map(Job::name)
        .findFirst()
        .orElse(FILES.matcher(table).matches() ? "export" : table);
  }

  /** Tables, landing and exports; what is staged in between is nobody's input. */
  private static void put(Map<String, Set<String>> places, String job, Set<String> names) {
    Set<String> known = places.computeIfAbsent(job, none -> new TreeSet<>());
    for (String name : names) {
      Matcher table = TABLE.matcher(name);
      Matcher files = FILES.matcher(name);
      if (table.matches()) {
        known.add(table.group(1));
      } else if (files.matches()) {
        known.add(files.group(1));
      }
    }
  }
}
