package io.tributary.ingest;

/**
 * A dump file is not what its source says it is. The message continues a sentence that starts with
 * the file's name, and ends with a way out.
 */
final class UnreadableDump extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableDump(String message) {
    super(message);
  }

  UnreadableDump(String message, Throwable cause) {
    super(message, cause);
  }
}
