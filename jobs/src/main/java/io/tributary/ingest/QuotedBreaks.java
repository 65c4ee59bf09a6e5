package io.tributary.ingest;

/**
 * Tells from the bytes of a csv file whether a quoted field holds a line break (RFC 4180 allows
 * it), so that the file can be read neither line by line nor in splits.
 *
 * <p>A quote opens a field only at the field's start; in a quoted field a doubled quote is a quote;
 * blanks may follow the closing one. A row with a quote that is never closed must damage no other
 * row: if any quoted field that crossed a line break ends other than a field should, or not at all,
 * then quotes cannot be trusted across lines and {@link #spanLines} is false. A quote that strays
 * within one line says nothing about other lines.
 */
final class QuotedBreaks {
  private enum State {
    UNQUOTED,
    QUOTED,
    /** After a quote in a quoted field: its end, or the first of a doubled quote. */
    QUOTE,
    /** After the closing quote and a blank. */
    CLOSED
  }

  private final byte delimiter;
  private final byte quote;

  private State state = State.UNQUOTED;
  private byte previous = '\n';
  private boolean crossedLine;
  private boolean found;
  private boolean unclosed;

  QuotedBreaks(char delimiter, char quote) {
    this.delimiter = (byte) delimiter;
    this.quote = (byte) quote;
  }

  /** Reads on; a file's byte order mark is not to be passed. */
  void accept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && !unclosed) {
      at =
          switch (state) {
            case UNQUOTED -> unquoted(bytes, at, to, at == from ? previous : bytes[at - 1]);
            case QUOTED -> quoted(bytes, at, to);
            case QUOTE -> afterQuote(bytes[at], at, true);
            case CLOSED -> afterQuote(bytes[at], at, false);
          };
    }
    if (to > from) {
      previous = bytes[to - 1];
    }
  }

  /** Nearly all bytes of a dump pass through this loop. */
  private int unquoted(byte[] bytes, int from, int to, byte before) {
    int at = from;
    while (at < to && bytes[at] != quote) {
      at++;
    }
    if (at < to) {
      byte last = at == from ? before : bytes[at - 1];
      if (last == delimiter || isLineBreak(last)) {
        state = State.QUOTED;
        crossedLine = false;
      }
      at++;
    }
    return at;
  }

  private int quoted(byte[] bytes, int from, int to) {
    int at = from;
    boolean crossed = crossedLine;
    while (at < to && bytes[at] != quote) {
      crossed |= isLineBreak(bytes[at]);
      at++;
    }
    crossedLine = crossed;
    if (at < to) {
      state = State.QUOTE;
      at++;
    }
    return at;
  }

  private int afterQuote(byte next, int at, boolean immediately) {
    if (next == quote && immediately) {
      state = State.QUOTED;
      return at + 1;
    }
    if (next == delimiter || isLineBreak(next)) {
      found |= crossedLine;
      state = State.UNQUOTED;
      return at;
    }
    if (next == ' ' || next == '\t') {
      state = State.CLOSED;
      return at + 1;
    }
    unclosed = crossedLine;
    state = State.UNQUOTED;
    return at;
  }

  private static boolean isLineBreak(byte b) {
    return b == '\n' || b == '\r';
  }

  /** Whether, with all bytes read, quoted fields span lines and every one of them is closed. */
  boolean spanLines() {
    boolean complete = state != State.QUOTED && !unclosed;
    return complete && (found || (state != State.UNQUOTED && crossedLine));
  }
}
