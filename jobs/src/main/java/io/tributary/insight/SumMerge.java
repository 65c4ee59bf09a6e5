package io.tributary.insight;

import io.tributary.ledger.RawRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Adds up the sums of all partitions, from rows in the order of {@link #ORDER}, so that it holds
 * one key at a time; of a {@link Distribution} it gives the summary, of any other count what its
 * counters come to.
 */
final class SumMerge implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** By which columns rows come sorted; those of a key but for the last part in one partition. */
  static final List<String> ORDER = List.of("counted", "a", "b", "c", "d");

  private final List<Count> counts;

  SumMerge(List<Count> counts) {
    this.counts = counts;
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    return new Totalling(rows);
  }

  /** What was counted at a key. */
  private record Sum(int counted, int a, int b, int c, int d, long[] values) {
    static Sum of(InternalRow row) {
      return new Sum(
          row.getInt(0),
          row.getInt(1),
          row.getInt(2),
          row.getInt(3),
          row.getInt(4),
          SumRows.values(row.getBinary(5)));
    }

    boolean isOfDistribution(Sum other) {
      return counted == other.counted && a == other.a && b == other.b && c == other.c;
    }

    boolean isOfKey(Sum other) {
      return isOfDistribution(other) && d == other.d;
    }

    void add(Sum other) {
      for (int counter = 0; counter < values.length; counter++) {
        values[counter] += other.values[counter];
      }
    }
  }

  /** A partition at work. */
  private final class Totalling implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private Sum ahead;

    Totalling(Iterator<InternalRow> rows) {
      this.rows = rows;
      read();
    }

    private void read() {
      ahead = rows.hasNext() ? Sum.of(rows.next()) : null;
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Sum key = nextKey();
      Count count = counts.get(key.counted);
      return count instanceof Distribution distribution
          ? SumRows.row(key.counted, key.a, key.b, key.c, 0, summary(distribution, key))
          : SumRows.row(key.counted, key.a, key.b, key.c, key.d, count.total(key.values));
    }

    private Sum nextKey() {
      Sum key = ahead;
      read();
      while (ahead != null && ahead.isOfKey(key)) {
        key.add(ahead);
        read();
      }
      return key;
    }

    private long[] summary(Distribution distribution, Sum first) {
      List<Sum> all = new ArrayList<>(List.of(first));
      while (ahead != null && ahead.isOfDistribution(first)) {
        all.add(nextKey());
      }
      return distribution.summary(
          all.stream().mapToInt(Sum::d).toArray(),
          all.stream().mapToLong(sum -> sum.values[0]).toArray());
    }
  }
}
