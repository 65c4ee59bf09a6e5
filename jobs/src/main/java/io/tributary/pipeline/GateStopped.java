package io.tributary.pipeline;

import java.util.List;

/**
 * A quality gate stopped the run before anything was published: the data is suspicious, not the
 * program. Ends the process with exit code 3; last night's results stay in place.
 */
public final class GateStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> reasons;

  /**
   * The gates that did not pass; each sentence names the source or table, the value, the bound and
   * a way out.
   */
  public GateStopped(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** The gates that did not pass. */
  public List<String> reasons() {
    return reasons;
  }
}
