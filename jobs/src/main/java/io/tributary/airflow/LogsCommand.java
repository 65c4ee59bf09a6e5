package io.tributary.airflow;

import io.tributary.airflow.client.model.DagRun;
import io.tributary.airflow.client.model.TaskInstance;
import io.tributary.pipeline.UserMistake;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code airflow logs JOB}: what a task of a run wrote. */
@Command(
    name = "logs",
    description = "Prints the log of a task's newest try.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  @Mixin AirflowOption airflow;

  @Mixin RunOption run;

  @Parameters(
      paramLabel = "TASK",
      arity = "0..1",
      description = "A job, such as ingest (default: every task that failed).")
  String task;

  @Override
  public Integer call() {
    NightRuns nights = airflow.nights(System.getenv());
    DagRun found = run.find(nights);
    List<TaskInstance> tasks = nights.tasks(found);
    List<TaskInstance> wanted =
        tasks.stream()
            .filter(t -> task == null ? "failed".equals(t.getState()) : t.getTaskId().equals(task))
            .toList();
    if (wanted.isEmpty()) {
      String names =
          String.join(", ", tasks.stream().map(TaskInstance::getTaskId).distinct().toList());
      throw new UserMistake(
          task == null
              ? "No task of %s has failed; name one of: %s.".formatted(found.getDagRunId(), names)
              : "The run %s has no task '%s'; it has: %s."
                  .formatted(found.getDagRunId(), task, names));
    }
    for (TaskInstance instance : wanted) {
      if (wanted.size() > 1) {
        System.out.println("== " + NightWatch.name(instance));
      }
      nights.log(instance).forEach(System.out::println);
    }
    return 0;
  }
}
