package io.tributary.airflow;

/** How a run stands, and the exit code that says so. */
enum Outcome {
  SUCCESS(0),
  FAILED(1),
  /** A quality gate stopped it. */
  GATE(3),
  /** Not ended yet. */
  RUNNING(4);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
