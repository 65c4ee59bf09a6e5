package io.tributary.command;

import io.tributary.pipeline.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.SparkSession;

/**
 * A terminal: below the lines that stay, one that tells how far the present work is, drawn anew
 * twice a second.
 */
final class LiveConsole extends Console implements AutoCloseable {
  private static final long REDRAW_MILLIS = 500;

  /** Carriage return, and ANSI's "erase to the end of the line". */
  private static final String ERASE = "\r\033[K";

  private final PrintStream out;
  private final int width;
  private final Instant begun = Instant.now();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  /** What is going on; null if nothing. */
  private String work;

  LiveConsole(PrintStream out, int width) {
    super(out, false);
    this.out = out;
    this.width = width;
    clock.scheduleAtFixedRate(this::draw, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void begin(String begunWork) {
    work = begunWork;
    draw();
  }

  @Override
  protected synchronized void print(String line) {
    out.print(ERASE);
    super.print(line);
    draw();
  }

  private synchronized void draw() {
    // A run that is being stopped has its last word said below this line.
    if (work != null && !Interruption.isUnderWay()) {
      Duration elapsed = Duration.between(begun, Instant.now());
      out.print(ERASE + ProgressLine.of(work, elapsed, stages(), width));
      out.flush();
    }
  }

  /** The stages that Spark works on. */
  private static List<ProgressLine.Stage> stages() {
    List<ProgressLine.Stage> stages = new ArrayList<>();
    scala.Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined() && !session.get().sparkContext().isStopped()) {
      SparkStatusTracker tracker = session.get().sparkContext().statusTracker();
      for (int id : tracker.getActiveStageIds()) {
        scala.Option<SparkStageInfo> info = tracker.getStageInfo(id);
        if (info.isDefined()) {
          stages.add(new ProgressLine.Stage(info.get().numCompletedTasks(), info.get().numTasks()));
        }
      }
    }
    return stages;
  }

  /** The line goes; what stays was printed. */
  @Override
  public synchronized void close() {
    clock.shutdownNow();
    work = null;
    out.print(ERASE);
    out.flush();
  }
}
