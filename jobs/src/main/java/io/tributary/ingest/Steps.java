package io.tributary.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/** How long the steps of the ingest took, for {@code run.json}. */
final class Steps {
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long since = System.nanoTime();

  /** Ends a step; the next one begins. */
  void done(String step) {
    long now = System.nanoTime();
    seconds.put(step, Math.round((now - since) / 1e8) / 10.0);
    since = now;
  }

  /** Seconds by step, in order. */
  Map<String, Double> seconds() {
    return seconds;
  }
}
