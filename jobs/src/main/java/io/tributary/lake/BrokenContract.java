package io.tributary.lake;

import io.tributary.pipeline.GateStopped;
import java.util.List;
import org.apache.spark.sql.delta.schema.DeltaInvariantViolationException;
import org.apache.spark.sql.delta.schema.InvariantViolationException;

/**
 * What Delta refuses to write as it breaks a table's contract: that is a gate, told by table and
 * column. Delta's own words may quote the row.
 */
final class BrokenContract {
  private BrokenContract() {}

  /** Writes to a table. */
  static void guard(String table, Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvariantViolationException broken) {
          GateStopped stopped = new GateStopped(List.of(sentence(table, broken)));
          stopped.initCause(e);
          throw stopped;
        }
      }
      throw e;
    }
  }

  private static String sentence(String table, InvariantViolationException broken) {
    String column =
        broken instanceof DeltaInvariantViolationException named
            ? named.getMessageParameters().get("columnName")
            : null;
    return "%s: %s, against the table's contract; the table stays as it was. It is to be found where the row comes from: see that the dumps have it, or build all anew with nightly --full."
        .formatted(
            table,
            column == null ? "a row breaks a rule" : "a row has no value in the column " + column);
  }
}
