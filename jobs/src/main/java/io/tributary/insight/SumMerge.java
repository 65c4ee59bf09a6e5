package io.tributary.insight;

import io.tributary.ledger.RawRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Adds up the sums of all partitions, all rows of a key being in one; of a {@link Distribution} it
 * gives the summary, of any other count what its counters come to.
 */
final class SumMerge implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private final List<Count> counts;

  SumMerge(List<Count> counts) {
    this.counts = counts;
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    List<Sums> sums = SumRows.empty(counts);
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      Sums ofCount = sums.get(row.getInt(0));
      int place = ofCount.at(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4));
      long[] values = SumRows.values(row.getBinary(5));
      for (int counter = 0; counter < values.length; counter++) {
        ofCount.add(place, counter, values[counter]);
      }
    }
    List<Sums> plain = new ArrayList<>();
    List<InternalRow> summaries = new ArrayList<>();
    for (int counted = 0; counted < counts.size(); counted++) {
      Sums ofCount = sums.get(counted);
      if (counts.get(counted) instanceof Distribution distribution) {
        addSummaries(summaries, counted, distribution, ofCount);
        ofCount = new Sums(1, 0);
      }
      plain.add(ofCount);
    }
    return new Chain(SumRows.totals(plain, counts), summaries.iterator());
  }

  private static void addSummaries(
      List<InternalRow> result, int counted, Distribution distribution, Sums sums) {
    int[] places =
        IntStream.range(0, sums.size())
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer place) -> sums.key(place, 0))
                    .thenComparingInt(place -> sums.key(place, 1))
                    .thenComparingInt(place -> sums.key(place, 2))
                    .thenComparingInt(place -> sums.key(place, 3)))
            .mapToInt(Integer::intValue)
            .toArray();
    int from = 0;
    for (int until = 1; until <= places.length; until++) {
      if (until == places.length || !isSameKey(sums, places[from], places[until])) {
        result.add(summary(counted, distribution, sums, places, from, until));
        from = until;
      }
    }
  }

  private static boolean isSameKey(Sums sums, int place, int other) {
    return sums.key(place, 0) == sums.key(other, 0)
        && sums.key(place, 1) == sums.key(other, 1)
        && sums.key(place, 2) == sums.key(other, 2);
  }

  private static InternalRow summary(
      int counted, Distribution distribution, Sums sums, int[] places, int from, int until) {
    int[] values = new int[until - from];
    long[] howOften = new long[until - from];
    for (int i = from; i < until; i++) {
      values[i - from] = sums.key(places[i], 3);
      howOften[i - from] = sums.values(places[i])[0];
    }
    int first = places[from];
    return SumRows.row(
        counted,
        sums.key(first, 0),
        sums.key(first, 1),
        sums.key(first, 2),
        0,
        distribution.summary(values, howOften));
  }

  /** One after the other. */
  private record Chain(Iterator<InternalRow> first, Iterator<InternalRow> second)
      implements Iterator<InternalRow> {
    @Override
    public boolean hasNext() {
      return first.hasNext() || second.hasNext();
    }

    @Override
    public InternalRow next() {
      return first.hasNext() ? first.next() : second.next();
    }
  }
}
