package io.tributary.delivery;

import java.io.IOException;
import java.time.Duration;

/**
 * Tries again what a network may have spoilt. Mistakes that no patience mends are not tried again.
 */
final class Retries {
  private static final int ATTEMPTS = 4;

  private Retries() {}

  /** One try. */
  interface Attempt {
    void run() throws IOException;
  }

  /**
   * Runs until it succeeds.
   *
   * @param place where to, as messages show it
   * @param pause between the first two attempts; doubled each time
   */
  static void run(String place, Duration pause, Attempt attempt) {
    for (int n = 1; ; n++) {
      try {
        attempt.run();
        return;
      } catch (IOException e) {
        if (n == ATTEMPTS) {
          IllegalStateException failure =
              new IllegalStateException(
                  "Cannot deliver to %s, %d attempts failed (%s); the same command goes on where it ended"
                      .formatted(place, ATTEMPTS, e.getMessage()));
          failure.addSuppressed(e);
          throw failure;
        }
        sleep(pause.multipliedBy(1L << (n - 1)));
      }
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while a delivery waited for its next attempt", e);
    }
  }
}
