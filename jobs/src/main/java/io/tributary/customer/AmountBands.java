package io.tributary.customer;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** Bands of an amount by their lower bounds: {@code <100}, {@code 100-300}, {@code >=300}. */
final class AmountBands implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] bounds;
  private final String[] labels;

  /** Bounds ascend, in the currency's unit; without any there is the one band {@code >=0}. */
  AmountBands(List<BigDecimal> lowerBounds) {
    bounds = lowerBounds.stream().mapToLong(b -> b.movePointRight(2).longValue()).toArray();
    labels = new String[bounds.length + 1];
    List<String> texts =
        lowerBounds.stream().map(b -> b.stripTrailingZeros().toPlainString()).toList();
    for (int band = 0; band <= bounds.length; band++) {
      labels[band] = label(band, texts);
    }
  }

  private static String label(int band, List<String> bounds) {
    if (band == bounds.size()) {
      return ">=" + (bounds.isEmpty() ? "0" : bounds.get(band - 1));
    }
    return band == 0 ? "<" + bounds.get(0) : bounds.get(band - 1) + "-" + bounds.get(band);
  }

  /** The band of an amount in cents. */
  String of(long cents) {
    int band = 0;
    while (band < bounds.length && cents >= bounds[band]) {
      band++;
    }
    return labels[band];
  }
}
