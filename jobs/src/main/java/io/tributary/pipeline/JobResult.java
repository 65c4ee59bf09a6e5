package io.tributary.pipeline;

import java.util.Map;

/**
 * What a job has done.
 *
 * @param changed whether anything was written; a night in which no job changed anything leaves no
 *     trace
 * @param message one line for the console
 * @param details more for {@code run.json}: maps, lists, numbers and text; no identifier in clear
 */
public record JobResult(
    boolean changed, long rowsIn, long rowsOut, String message, Map<String, Object> details) {

  /** There was nothing to do. */
  public static JobResult unchanged(String message) {
    return new JobResult(false, 0, 0, message, Map.of());
  }
}
