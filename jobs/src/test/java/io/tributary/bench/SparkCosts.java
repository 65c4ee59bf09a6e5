package io.tributary.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark did in each job of a night, by its own events. A night's jobs follow each other, so an
 * event belongs to the job that was under way at its time; what happens between jobs is the night's
 * own.
 */
final class SparkCosts extends SparkListener {
  /** What Spark did in one job. */
  static final class Work {
    long sparkJobs;
    long tasks;
    long queries;
    long bytesRead;
    long rowsRead;
    long bytesShuffled;
    long bytesSpilled;
    long bytesWritten;
    final Map<String, Integer> scans = new TreeMap<>();
    final Set<String> kept = new HashSet<>();
    final Map<String, Integer> queriesAt = new TreeMap<>();
    final Map<String, Double> secondsAt = new TreeMap<>();
  }

  private record Query(Work work, String line, long startedAt) {}

  private static final Pattern TABLE = Pattern.compile("/lake/([a-z][a-z_0-9]*)");
  private static final Pattern FRAME =
      Pattern.compile("io\\.tributary\\.(?!lake\\.|pipeline\\.)[\\w.$]+\\((\\w+\\.java:\\d+)\\)");

  private final Spans spans;
  private final Map<String, Work> works = new HashMap<>();
  private final Map<Long, Query> running = new HashMap<>();

  SparkCosts(Spans spans) {
    this.spans = spans;
  }

  /** What was done in a job. */
  synchronized Work of(String job) {
    return works.computeIfAbsent(job, j -> new Work());
  }

  private Work at(long time) {
    return of(spans.at(time));
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    at(start.time()).sparkJobs++;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    Work work = at(end.taskInfo().launchTime());
    TaskMetrics metrics = end.taskMetrics();
    work.tasks++;
    if (metrics != null) {
      work.bytesRead += metrics.inputMetrics().bytesRead();
      work.rowsRead += metrics.inputMetrics().recordsRead();
      work.bytesShuffled += metrics.shuffleWriteMetrics().bytesWritten();
      work.bytesSpilled += metrics.diskBytesSpilled();
      work.bytesWritten += metrics.outputMetrics().bytesWritten();
    }
  }

  @Override
  public synchronized void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      Work work = at(start.time());
      work.queries++;
      scans(start.sparkPlanInfo(), false, work);
      running.put(start.executionId(), new Query(work, line(start.details()), start.time()));
    } else if (event instanceof SparkListenerSQLExecutionEnd end) {
      Query query = running.remove(end.executionId());
      if (query != null) {
        query.work.queriesAt.merge(query.line, 1, Integer::sum);
        query.work.secondsAt.merge(
            query.line, (end.time() - query.startedAt) / 1000.0, Double::sum);
      }
    }
  }

  /** The innermost line that asks for a query, passing over those that all tables go through. */
  private static String line(String stack) {
    Matcher frame = FRAME.matcher(stack);
    return frame.find() ? frame.group(1) : "elsewhere";
  }

  /**
   * Counts the scans of a plan. What is kept has the plan that it was made by in every plan that
   * uses it; the ids of its columns tell a scan that was counted before.
   */
  private static void scans(SparkPlanInfo plan, boolean isKept, Work work) {
    CollectionConverters.asJava(plan.metadata()).values().stream()
        .filter(value -> value.contains("/lake/"))
        .flatMap(value -> Arrays.stream(value.split(" ")))
        .map(TABLE::matcher)
        .filter(Matcher::find)
        .map(table -> table.group(1))
        .distinct()
        .filter(table -> !isKept || work.kept.add(plan.simpleString()))
        .forEach(table -> work.scans.merge(table, 1, Integer::sum));
    boolean areKept = isKept || plan.nodeName().contains("InMemoryTableScan");
    CollectionConverters.asJava(plan.children()).forEach(child -> scans(child, areKept, work));
  }
}
