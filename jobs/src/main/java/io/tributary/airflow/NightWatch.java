package io.tributary.airflow;

import io.tributary.airflow.client.model.DagRun;
import io.tributary.airflow.client.model.TaskInstance;
import io.tributary.pipeline.Console;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows a run to its end: a line for every task that begins or ends, at last the outcome. */
final class NightWatch {
  private static final Set<String> FAILURES = Set.of("failed", "upstream_failed");
  private static final Set<String> ENDED =
      Set.of("success", "skipped", "failed", "upstream_failed");

  /** What comes between these says nothing about the work. */
  private static final Set<String> TOLD =
      Set.of("running", "deferred", "up_for_retry", "success", "skipped", "failed");

  private final NightRuns nights;
  private final Console console;
  private final Duration pause;
  private final Map<String, String> told = new HashMap<>();

  NightWatch(NightRuns nights, Console console, Duration pause) {
    this.nights = nights;
    this.console = console;
    this.pause = pause;
  }

  /**
   * Waits for a run's end.
   *
   * @param patience after which it is left to itself
   */
  Outcome follow(DagRun run, Duration patience) {
    Instant end = Instant.now().plus(patience);
    console.say(title(run));
    while (true) {
      DagRun now = nights.refresh(run);
      List<TaskInstance> tasks = nights.tasks(now);
      tasks.forEach(task -> tell(task, tasks));
      if (hasEnded(now)) {
        return conclude(now, tasks);
      }
      if (Instant.now().plus(pause).isAfter(end)) {
        console.warn(
            "%s is still %s after %d minutes; it goes on without being watched."
                .formatted(now.getDagRunId(), now.getState(), patience.toMinutes()));
        return Outcome.RUNNING;
      }
      AirflowCalls.pause(pause);
    }
  }

  /** Says how a run stands now. */
  Outcome report(DagRun run) {
    console.say(title(run));
    List<TaskInstance> tasks = nights.tasks(run);
    for (TaskInstance task : tasks) {
      console.say("  %-16s %s%s".formatted(name(task), state(task), duration(task)));
    }
    if (hasEnded(run)) {
      return conclude(run, tasks);
    }
    return Outcome.RUNNING;
  }

  private String title(DagRun run) {
    OffsetDateTime logical = run.getLogicalDate();
    String date =
        logical == null ? "" : "Night of " + logical.atZoneSameInstant(nights.zone()).toLocalDate();
    return "%s, run %s: %s".formatted(date, run.getDagRunId(), run.getState());
  }

  private void tell(TaskInstance task, List<TaskInstance> all) {
    String news = state(task) + task.getTryNumber();
    if (TOLD.contains(state(task)) && !news.equals(told.put(name(task), news))) {
      long ended = all.stream().filter(t -> ENDED.contains(state(t))).count();
      String place = ENDED.contains(state(task)) ? ", %d of %d".formatted(ended, all.size()) : "";
      console.say("  %s: %s%s%s".formatted(name(task), state(task), duration(task), place));
    }
  }

  private Outcome conclude(DagRun run, List<TaskInstance> tasks) {
    if ("success".equals(run.getState())) {
      console.say("Success.");
      return Outcome.SUCCESS;
    }
    boolean isGate = false;
    Set<String> said = new HashSet<>();
    for (TaskInstance task : tasks) {
      if ("failed".equals(state(task))) {
        Cause cause = Cause.of(nights.log(task));
        isGate |= cause.isGate();
        said.add(name(task));
        console.warn("%s: %s".formatted(name(task), cause.sentence()));
      }
    }
    if (said.isEmpty()) {
      console.warn(
          "The run failed, though none of its tasks did; Airflow's scheduler log says why.");
    }
    return isGate ? Outcome.GATE : Outcome.FAILED;
  }

  private static boolean hasEnded(DagRun run) {
    return "success".equals(run.getState()) || FAILURES.contains(run.getState());
  }

  /** A task of several instances, such as a wait per source, is named by what each is about. */
  static String name(TaskInstance task) {
    if (task.getMapIndex() == null || task.getMapIndex() < 0) {
      return task.getTaskId();
    }
    String about = task.getRenderedMapIndex();
    return task.getTaskId() + "[" + (about == null ? task.getMapIndex() : about) + "]";
  }

  private static String state(TaskInstance task) {
    return task.getState() == null ? "waiting" : task.getState();
  }

  private static String duration(TaskInstance task) {
    if (!ENDED.contains(state(task)) || task.getStartDate() == null || task.getEndDate() == null) {
      return "";
    }
    Duration worked = Duration.between(task.getStartDate(), task.getEndDate());
    return " after %d s".formatted(worked.toSeconds());
  }
}
