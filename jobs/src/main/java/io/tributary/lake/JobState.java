package io.tributary.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.pipeline.UserMistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * What a job with state knows of its last finished night: the settings that it ran with, the
 * versions of the tables that it had read, and those of the tables that it had written. The file is
 * replaced when everything else is written, so it is the job's commit: after a night that died
 * half-way, {@link #rollBack} puts the job's tables back to what the file says, and the night is
 * done again from the same start.
 */
public final class JobState {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NO_TABLE = -1;

  private final Lake lake;
  private final Path path;
  private final Optional<JsonNode> facts;

  private JobState(Lake lake, Path path, Optional<JsonNode> facts) {
    this.lake = lake;
    this.path = path;
    this.facts = facts;
  }

  /** The state of a job in a lake. */
  public static JobState of(Lake lake, String job) {
    Path path = lake.internal(job + ".json");
    try {
      Optional<String> text = lake.files().read(path);
      return new JobState(
          lake, path, text.isPresent() ? Optional.of(JSON.readTree(text.get())) : Optional.empty());
    } catch (JsonProcessingException e) {
      throw new UserMistake(
          "The state of job "
              + job
              + " is not readable: "
              + path
              + ". Delete it; the next night then computes the job's tables in full.");
    }
  }

  /**
   * Puts tables back to the versions of the last finished night; one that did not exist then is
   * removed. Before the first night nothing is known: then this notes which of the tables exist.
   */
  public void rollBack(List<String> tables) {
    if (facts.isEmpty()) {
      save("", Map.of(), tables);
      return;
    }
    JsonNode written = facts.get().path("written");
    for (String table : tables) {
      if (written.has(table)) {
        lake.rollBack(table, written.path(table).asLong());
      }
    }
  }

  /** Whether the last finished night ran with these settings. */
  public boolean ranWith(String fingerprint) {
    return facts.map(f -> f.path("fingerprint").asText().equals(fingerprint)).orElse(false);
  }

  /**
   * Whether the last finished night ran with these settings and read these versions, and the tables
   * that it wrote are still there: then it left what this one would.
   *
   * @param read the tables that exist, with their versions now
   */
  public boolean isUpToDate(String fingerprint, Map<String, Long> read) {
    return ranWith(fingerprint)
        && JSON.valueToTree(new TreeMap<>(read)).toString().equals(readLast().toString())
        && hasWhatItWrote();
  }

  private boolean hasWhatItWrote() {
    return facts.orElseThrow().path("written").properties().stream()
        .allMatch(table -> table.getValue().asLong() == NO_TABLE || lake.has(table.getKey()));
  }

  private JsonNode readLast() {
    return facts.map(f -> f.path("read")).orElse(MissingNode.getInstance());
  }

  /** The version of a table that was read last; empty if it did not exist. */
  public Optional<Long> versionRead(String table) {
    return facts
        .map(f -> f.path("read").path(table))
        .filter(JsonNode::isNumber)
        .map(JsonNode::asLong);
  }

  /**
   * Tells all jobs that stood at a version of a table that a newer one has the same rows: to them,
   * nothing has changed. A process that dies in between has them look once at an empty change feed.
   * One at a time, as the states of several jobs are read and written.
   */
  static synchronized void moveOn(Lake lake, String table, long from, long to) {
    for (JobState state : all(lake)) {
      ObjectNode facts = state.facts.orElseThrow().deepCopy();
      boolean stood = false;
      for (String side : List.of("read", "written")) {
        if (isNumber(facts, side, table) && facts.path(side).path(table).asLong() == from) {
          ((ObjectNode) facts.path(side)).put(table, to);
          stood = true;
        }
      }
      if (stood) {
        lake.files().replace(state.path, facts.toPrettyString() + "\n");
      }
    }
  }

  /**
   * Tells the jobs that write some tables that what stands in them now is what they wrote last: an
   * erasure took rows away, and {@link #rollBack} must not look for them.
   */
  public static synchronized void accept(Lake lake, List<String> tables) {
    for (JobState state : all(lake)) {
      ObjectNode facts = state.facts.orElseThrow().deepCopy();
      boolean differs = false;
      for (String table : tables) {
        if (isNumber(facts, "written", table) && lake.has(table)) {
          ((ObjectNode) facts.path("written")).put(table, lake.version(table));
          differs = true;
        }
      }
      if (differs) {
        lake.files().replace(state.path, facts.toPrettyString() + "\n");
      }
    }
  }

  /**
   * Puts all tables of a job back to the versions of its last finished night, if there was one: as
   * its next night would.
   */
  public static void rollBackUnfinished(Lake lake, String job) {
    JobState state = of(lake, job);
    state.facts.ifPresent(
        facts -> {
          List<String> tables = new ArrayList<>();
          facts.path("written").fieldNames().forEachRemaining(tables::add);
          state.rollBack(tables);
        });
  }

  /** Whether some job that has read or written a table stands at an older version of it. */
  public static boolean isAnyBehind(Lake lake, String table) {
    long newest = lake.version(table);
    return all(lake).stream()
        .map(state -> state.facts.orElseThrow())
        .flatMap(
            facts ->
                Stream.of("read", "written")
                    .filter(side -> isNumber(facts, side, table))
                    .map(side -> facts.path(side).path(table).asLong()))
        .anyMatch(version -> version < newest);
  }

  private static boolean isNumber(JsonNode facts, String side, String table) {
    return facts.path(side).path(table).isNumber();
  }

  /** The states of all jobs that have one. */
  private static List<JobState> all(Lake lake) {
    return lake.files().list(lake.internal("")).stream()
        .map(Path::getName)
        .filter(name -> name.endsWith(".json"))
        .map(name -> of(lake, name.substring(0, name.length() - ".json".length())))
        .filter(state -> state.facts.filter(facts -> facts.has("fingerprint")).isPresent())
        .toList();
  }

  /**
   * Commits a night.
   *
   * @param read the versions of the tables that it had read
   * @param written the tables that it writes, by name, in their newest versions
   */
  public void save(String fingerprint, Map<String, Long> read, List<String> written) {
    ObjectNode state = JSON.createObjectNode().put("fingerprint", fingerprint);
    ObjectNode versions = state.putObject("read");
    new TreeMap<>(read).forEach(versions::put);
    ObjectNode outputs = state.putObject("written");
    Map<String, Long> now = lake.versions(written);
    written.forEach(table -> outputs.put(table, now.getOrDefault(table, NO_TABLE)));
    lake.files().replace(path, state.toPrettyString() + "\n");
  }
}
