package io.tributary.pipeline;

import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.MissingTable;
import io.tributary.lake.PendingErasure;
import io.tributary.lake.RunLock;
import io.tributary.lake.TableSpec;
import io.tributary.vault.Masking;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Runs jobs for one date, tells what they do, and leaves a record: rows in {@code runs} and {@code
 * run.json}. A night in which nothing changed leaves no trace, nor does one that is refused for the
 * user's mistake before it has written anything.
 */
public final class Night {
  private static final String RUNS = "runs";

  /**
   * What one job did.
   *
   * @param status done, unchanged, stopped or failed
   */
  public record Outcome(
      Job job, Instant startedAt, double seconds, String status, JobResult result) {}

  private final Run run;
  private final List<Job> night;
  private final List<Job> jobs;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int recorded;
  private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Night(Run run, List<Job> night, List<Job> jobs) {
    this.run = run;
    this.night = night;
    this.jobs = jobs;
  }

  /** Runs all jobs of a night, as {@link #runPart} does. */
  public static List<Outcome> run(
      Workspace workspace,
      SparkSession spark,
      VaultKey key,
      LocalDate date,
      boolean full,
      List<Job> night,
      Console console) {
    return runPart(workspace, spark, key, date, full, night, night, console);
  }

  /**
   * Runs jobs of a night under the workspace's lock.
   *
   * @param spark any session; the night takes one of its own
   * @param night all jobs of a night, in order
   * @param jobs those of them to run now
   * @throws GateStopped if a gate did not pass
   * @throws UserMistake if the user has to put something right first
   */
  public static List<Outcome> runPart(
      Workspace workspace,
      SparkSession spark,
      VaultKey key,
      LocalDate date,
      boolean full,
      List<Job> night,
      List<Job> jobs,
      Console console) {
    SparkSession session = Sessions.forWorkspace(spark, workspace.settings());
    SparkSession.setActiveSession(session);
    Lake lake = new Lake(session, workspace.lake());
    try (RunLock lock = RunLock.acquire(lake, "nightly " + date)) {
      LakeState.of(lake).check(date, key);
      new PendingErasure(lake).requireNone();
      String runId = date + "-" + Long.toString(System.currentTimeMillis(), 36);
      Run run = new Run(runId, workspace, session, lake, key, date, full, console, lock);
      return new Night(run, night, jobs).run();
    } finally {
      SparkSession.clearActiveSession();
    }
  }

  private List<Outcome> run() {
    RunReport report = new RunReport(run, night, jobs, startedAt);
    boolean finishedBefore = report.finishedBefore();
    run.console().say("%s as of %s".formatted(run.workspace().settings().brand(), run.date()));
    for (Job job : jobs) {
      if (job.reads().contains(RUNS) && (!finishedBefore || anyChange())) {
        record();
      }
      RuntimeException failure = runOne(job);
      if (failure != null) {
        if (!isRefusal(job, failure)) {
          record();
          report.write(outcomes, failure);
        }
        throw failure;
      }
      LakeState.of(run.lake()).begin(run.date(), run.key());
    }
    run.lake().files().delete(run.lake().internal("staging"));
    if (!finishedBefore || anyChange()) {
      record();
      report.write(outcomes, null);
    } else {
      run.console()
          .say("  nothing to do: the night was finished before and nothing has changed since");
    }
    return outcomes;
  }

  /** The first job holds the whole workspace against the dumps before it touches a table. */
  private boolean isRefusal(Job job, RuntimeException failure) {
    return failure instanceof UserMistake && job == night.get(0);
  }

  private boolean anyChange() {
    return outcomes.stream().anyMatch(o -> o.result().changed());
  }

  private RuntimeException runOne(Job job) {
    Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String place = "job %d of %d: %s".formatted(jobs.indexOf(job) + 1, jobs.size(), job.name());
    run.console().begin(place);
    run.spark().sparkContext().setJobGroup(run.runId(), "tributary " + job.name(), false);
    try {
      JobResult result = runWithInputs(job);
      double seconds = secondsSince(start);
      outcomes.add(
          new Outcome(job, start, seconds, result.changed() ? "done" : "unchanged", result));
      run.console()
          .say(
              String.format(
                  Locale.ROOT, "  %s: %s, %.1f s", job.name(), result.message(), seconds));
      return null;
    } catch (RuntimeException e) {
      String status = e instanceof GateStopped ? "stopped" : "failed";
      boolean ours = e instanceof GateStopped || e instanceof UserMistake;
      String message = ours ? e.getMessage() : Masking.scrub(String.valueOf(e.getMessage()));
      JobResult result = JobResult.unchanged(message);
      outcomes.add(new Outcome(job, start, secondsSince(start), status, result));
      return e;
    }
  }

  private JobResult runWithInputs(Job job) {
    try {
      return job.run(run);
    } catch (FSError e) {
      throw new DiskFailure(e);
    } catch (MissingTable e) {
      String maker =
          night.stream()
              .filter(j -> j.writes().contains(e.table()))
              .map(Job::name)
              .findFirst()
              .orElseThrow(() -> e);
      throw new UserMistake(
          "The job %s reads the table %s, which is not in the lake yet: the job %s makes it. Run the whole night, or go on from where it stands: nightly --from %s."
              .formatted(job.name(), e.table(), maker, firstToRun(job, maker)));
    }
  }

  /** The first job before this one that has made nothing yet; a later one would find no inputs. */
  private String firstToRun(Job job, String otherwise) {
    return night.stream()
        .takeWhile(before -> before != job)
        .filter(before -> before.writes().stream().noneMatch(run.lake()::has))
        .map(Job::name)
        .findFirst()
        .orElse(otherwise);
  }

  private static double secondsSince(Instant start) {
    return Duration.between(start, Instant.now()).toMillis() / 1000.0;
  }

  /** Adds the jobs' rows to {@code runs} that are not there yet. */
  private void record() {
    List<Row> rows = new ArrayList<>();
    for (Outcome o : outcomes.subList(recorded, outcomes.size())) {
      rows.add(
          RowFactory.create(
              run.runId(),
              o.job().name(),
              java.sql.Date.valueOf(run.date()),
              Timestamp.from(o.startedAt()),
              o.seconds(),
              o.result().rowsIn(),
              o.result().rowsOut(),
              o.status(),
              o.result().message()));
    }
    if (!rows.isEmpty()) {
      TableSpec spec = Contracts.table(RUNS);
      run.lock().verify();
      run.lake().append(spec, run.spark().createDataFrame(rows, run.lake().empty(spec).schema()));
      recorded = outcomes.size();
    }
  }
}
