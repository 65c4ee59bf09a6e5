package io.tributary.lake;

/** A table was to be read that no job has made yet. */
public final class MissingTable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String table;

  MissingTable(String table) {
    super("The lake has no table " + table + " yet.");
    this.table = table;
  }

  /** Its name. */
  public String table() {
    return table;
  }
}
