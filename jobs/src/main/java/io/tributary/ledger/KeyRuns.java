package io.tributary.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes rows of the rows of each key, which follow each other. Spark's own {@code collect_list}
 * sorts by the key's text and copies what it has gathered with each row.
 */
final class KeyRuns implements Iterator<InternalRow> {
  /** Rows of one key. */
  interface Gathered {
    /** What the rows are of. */
    UTF8String key();

    /** Takes a row, which is its to keep. */
    void add(InternalRow row);

    /** What becomes of them. */
    List<InternalRow> made();
  }

  private final Iterator<InternalRow> rows;
  private final Function<UTF8String, Gathered> start;
  private final Deque<InternalRow> made = new ArrayDeque<>(1);
  private InternalRow following;

  /**
   * Reads rows that {@link #together} put together.
   *
   * @param start begins to gather for a key
   */
  KeyRuns(Iterator<InternalRow> rows, Function<UTF8String, Gathered> start) {
    this.rows = rows;
    this.start = start;
    advance();
  }

  /**
   * Brings the rows of each key together, in no order among them. They are sorted by a number made
   * of the key: Spark sorts a number by its digits, and text by comparing. Two keys may share it.
   *
   * @param schema {@code hash}, then the key, then other columns, which {@code rows} may lack
   */
  static Dataset<Row> together(Dataset<Row> rows, StructType schema) {
    List<String> present = Arrays.asList(rows.columns());
    Column[] columns =
        Arrays.stream(schema.fields())
            .map(
                field ->
                    field.name().equals("hash")
                        ? xxhash64(col(schema.fieldNames()[1])).as("hash")
                        : present.contains(field.name())
                            ? col(field.name())
                            : lit(null).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return rows.select(columns).repartition(col("hash")).sortWithinPartitions("hash");
  }

  @Override
  public boolean hasNext() {
    while (made.isEmpty() && following != null) {
      gatherRun();
    }
    return !made.isEmpty();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return made.remove();
  }

  /** Gathers the rows of one number: of one key nearly always. */
  private void gatherRun() {
    List<Gathered> keys = new ArrayList<>(1);
    long hash = following.getLong(0);
    while (following != null && following.getLong(0) == hash) {
      of(following.getUTF8String(1), keys).add(following);
      advance();
    }
    keys.forEach(key -> made.addAll(key.made()));
  }

  private Gathered of(UTF8String key, List<Gathered> keys) {
    for (Gathered gathered : keys) {
      if (gathered.key().equals(key)) {
        return gathered;
      }
    }
    Gathered started = start.apply(key);
    keys.add(started);
    return started;
  }

  /** Copies the row: Spark writes the next one in its place. */
  private void advance() {
    following = rows.hasNext() ? rows.next().copy() : null;
  }
}
