package io.tributary.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/**
 * Does small pieces of Spark work side by side: a night is dozens of them, and each waits for the
 * driver most of its time.
 */
public final class Parallel {
  private static final int THREADS = 4;

  private Parallel() {}

  /**
   * Runs all tasks and returns their results in the tasks' order. All tasks end before a failure is
   * thrown: nothing goes on in the background.
   */
  public static <T> List<T> all(SparkSession session, List<? extends Callable<T>> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(THREADS, tasks.size()));
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            threads.submit(
                () -> {
                  // Delta asks the thread for its session: without one it would take the process's
                  // first.
                  SparkSession.setActiveSession(session);
                  return task.call();
                }));
      }
      return collect(futures);
    } finally {
      threads.shutdown();
    }
  }

  private static <T> List<T> collect(List<Future<T>> futures) {
    List<T> results = new ArrayList<>();
    RuntimeException failure = null;
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = first(failure, new IllegalStateException("Interrupted", e));
      } catch (ExecutionException e) {
        failure = first(failure, unchecked(e.getCause()));
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static RuntimeException first(RuntimeException known, RuntimeException next) {
    if (known == null) {
      return next;
    }
    known.addSuppressed(next);
    return known;
  }

  private static RuntimeException unchecked(Throwable cause) {
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
