package io.tributary.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far the night of a date has come, when its jobs run in processes of their own, as Airflow
 * runs them: each run brings its jobs' entries of {@code run.json}, and those of earlier runs count
 * until something that their jobs read has changed.
 */
final class NightProgress {
  private static final Set<String> SOUND = Set.of("done", "unchanged");

  private final List<Job> night;
  private final Map<String, Map<?, ?>> entries = new LinkedHashMap<>();

  /**
   * Continues from an earlier report.
   *
   * @param night all jobs of a night, in order
   * @param earlier the entries of the earlier report, each with {@code job} and {@code status}
   */
  NightProgress(List<Job> night, List<?> earlier) {
    this.night = List.copyOf(night);
    for (Object entry : earlier) {
      if (entry instanceof Map<?, ?> known) {
        entries.put(String.valueOf(known.get("job")), known);
      }
    }
  }

  /**
   * Adds what a job did just now; what was made of its output before is out of date if it changed.
   */
  void add(Job job, Map<String, Object> entry, boolean changed) {
    entries.put(job.name(), entry);
    if (changed) {
      readersOf(job).forEach(entries::remove);
    }
  }

  /** The jobs that read what a job writes, or what one of these writes; never the job itself. */
  private Set<String> readersOf(Job job) {
    Set<String> stale = new HashSet<>(job.writes());
    Set<String> readers = new HashSet<>();
    // Each job comes after those whose tables it reads: one pass reaches all.
    for (Job other : night) {
      if (!other.name().equals(job.name()) && other.reads().stream().anyMatch(stale::contains)) {
        readers.add(other.name());
        stale.addAll(other.writes());
      }
    }
    return readers;
  }

  /** The entries that count, in the order of the night. */
  List<Map<?, ?>> entries() {
    List<Map<?, ?>> ordered = new ArrayList<>();
    night.forEach(
        job -> {
          if (entries.containsKey(job.name())) {
            ordered.add(entries.get(job.name()));
          }
        });
    return ordered;
  }

  /**
   * {@code done} if every job is; the status of the first one that is not; {@code unfinished} while
   * jobs have yet to run.
   */
  String status() {
    for (Map<?, ?> entry : entries()) {
      String status = String.valueOf(entry.get("status"));
      if (!SOUND.contains(status)) {
        return status;
      }
    }
    return entries().size() == night.size() ? "done" : "unfinished";
  }
}
