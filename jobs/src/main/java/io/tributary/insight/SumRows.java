package io.tributary.insight;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Sums of several counts as rows, as {@link LedgerPass#SUMS} has them. */
final class SumRows {
  private SumRows() {}

  /** Nothing counted yet. */
  static List<Sums> empty(List<Count> counts) {
    return counts.stream().map(c -> new Sums(c.width(), c.marks())).toList();
  }

  /** All keys of all counts. */
  static Iterator<InternalRow> of(List<Sums> sums) {
    return IntStream.range(0, sums.size())
        .boxed()
        .flatMap(
            counted -> {
              Sums ofCount = sums.get(counted);
              return IntStream.range(0, ofCount.size()).mapToObj(key -> row(counted, ofCount, key));
            })
        .iterator();
  }

  private static InternalRow row(int counted, Sums sums, int key) {
    return row(
        counted,
        sums.key(key, 0),
        sums.key(key, 1),
        sums.key(key, 2),
        sums.key(key, 3),
        sums.values(key));
  }

  static InternalRow row(int counted, int a, int b, int c, int d, long[] values) {
    return new GenericInternalRow(new Object[] {counted, a, b, c, d, amounts(values)});
  }

  /** How many numbers there are, and those other than 0, each after its place: most may be 0. */
  private static byte[] amounts(long[] values) {
    int given = (int) Arrays.stream(values).filter(value -> value != 0).count();
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES + given * (Integer.BYTES + Long.BYTES))
            .putInt(values.length);
    for (int place = 0; place < values.length; place++) {
      if (values[place] != 0) {
        bytes.putInt(place).putLong(values[place]);
      }
    }
    return bytes.array();
  }

  /** The numbers in a row's {@code amounts}. */
  static long[] values(byte[] amounts) {
    ByteBuffer bytes = ByteBuffer.wrap(amounts);
    long[] values = new long[bytes.getInt()];
    while (bytes.hasRemaining()) {
      values[bytes.getInt()] = bytes.getLong();
    }
    return values;
  }
}
