package io.tributary.pipeline;

import java.util.List;

/**
 * One step of a night. A job reads its inputs, calls pure functions on them and writes its outputs;
 * what it has done it returns as counts. Run again on the same inputs, it changes nothing.
 */
public interface Job {
  /** The name on the command line, in {@code run.json} and in the DAG. */
  String name();

  /** One sentence for people. */
  String description();

  /** The tables that it reads; {@code landing} stands for the dumps. */
  List<String> reads();

  /** The tables that it writes; {@code exports} stands for the files for people. */
  List<String> writes();

  /**
   * Does the work for the run's date.
   *
   * @throws GateStopped if the data is too suspicious to be published
   * @throws UserMistake if the workspace and the data do not fit
   */
  JobResult run(Run run);
}
