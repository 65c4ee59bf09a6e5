package io.tributary.identity;

import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Pairs of 64-bit numbers one after the other, without an object for each. */
interface PairCursor {
  /** Goes to the next pair; false: there is none. */
  boolean advance();

  long first();

  long second();

  /** The pairs that are the first two columns of rows. */
  static PairCursor over(Iterator<Row> rows) {
    return new PairCursor() {
      private Row row;

      @Override
      public boolean advance() {
        row = rows.hasNext() ? rows.next() : null;
        return row != null;
      }

      @Override
      public long first() {
        return row.getLong(0);
      }

      @Override
      public long second() {
        return row.getLong(1);
      }
    };
  }
}
