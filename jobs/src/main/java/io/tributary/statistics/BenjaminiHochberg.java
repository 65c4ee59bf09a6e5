package io.tributary.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p-values of many comparisons for there being many (Benjamini and Hochberg, 1995): of the
 * comparisons with q below 5 %, about 5 % or fewer are chance.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * The q-values of a family of comparisons, in their order.
   *
   * @param p null: there was no test; it does not count and has no q
   */
  public static List<Double> adjust(List<Double> p) {
    int[] ascending =
        IntStream.range(0, p.size())
            .filter(i -> p.get(i) != null)
            .boxed()
            .sorted(Comparator.comparing(p::get))
            .mapToInt(Integer::intValue)
            .toArray();
    Double[] q = new Double[p.size()];
    double smallest = 1;
    for (int rank = ascending.length; rank > 0; rank--) {
      int i = ascending[rank - 1];
      smallest = Math.min(smallest, p.get(i) * ascending.length / rank);
      q[i] = smallest;
    }
    return Arrays.asList(q);
  }
}
