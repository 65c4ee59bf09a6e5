package io.tributary.ledger;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One order with its lines and the refunds that name it, as {@link OrderFold} packs them; sorted
 * here, since they come together in any order.
 */
final class PackedOrder {
  /** A line; its key is {@code n} and its number, or its product, {@code #} and its position. */
  record Line(UTF8String key, int product, int quantity, long amount) {}

  /**
   * A refund.
   *
   * @param line the key of the line that it names, null if none
   * @param product of the sku that it names, {@link Codes#UNKNOWN} if none
   */
  record Refund(long at, UTF8String id, int day, long amount, UTF8String line, int product) {}

  private static final Comparator<Refund> REFUNDS_IN_TIME =
      Comparator.comparingLong(Refund::at).thenComparing(Refund::id);

  /** By length first, so that line 10 comes after line 9. */
  private static final Comparator<Line> LINES_IN_ORDER =
      Comparator.comparingInt((Line l) -> l.key().numBytes()).thenComparing(Line::key);

  final long at;
  final UTF8String id;
  final int day;
  final int channel;
  final int store;
  final int status;
  final OrderAmounts amounts;
  final Line[] lines;
  final Refund[] refunds;

  /** Reads a row of {@link OrderFacts#OWNED} that has an order. */
  PackedOrder(InternalRow owned) {
    InternalRow order = owned.getStruct(5, 8);
    id = owned.getUTF8String(4);
    at = order.getLong(0);
    day = order.getInt(1);
    channel = order.getInt(2);
    store = order.getInt(3);
    status = order.getInt(4);
    lines = lines(owned.getArray(6));
    refunds = refunds(owned.getArray(7));
    amounts =
        OrderAmounts.of(
            cents(order, 5),
            cents(order, 6),
            cents(order, 7),
            Arrays.stream(lines).mapToLong(Line::amount).sum());
  }

  private static Long cents(InternalRow order, int ordinal) {
    return order.isNullAt(ordinal) ? null : order.getLong(ordinal);
  }

  private static Line[] lines(ArrayData packed) {
    Line[] lines = new Line[packed.numElements()];
    for (int i = 0; i < lines.length; i++) {
      InternalRow line = packed.getStruct(i, 4);
      lines[i] = new Line(line.getUTF8String(0), line.getInt(1), line.getInt(2), line.getLong(3));
    }
    Arrays.sort(lines, LINES_IN_ORDER);
    return lines;
  }

  /** The refunds of an order, or those of a customer that name no order, in time order. */
  static Refund[] refunds(ArrayData packed) {
    Refund[] refunds = new Refund[packed.numElements()];
    for (int i = 0; i < refunds.length; i++) {
      InternalRow refund = packed.getStruct(i, 7);
      refunds[i] =
          new Refund(
              refund.getLong(0),
              refund.getUTF8String(1),
              refund.getInt(2),
              refund.getLong(3),
              refund.isNullAt(4) ? null : refund.getUTF8String(4),
              refund.getInt(5));
    }
    Arrays.sort(refunds, REFUNDS_IN_TIME);
    return refunds;
  }

  /** The lines that a refund names: by number, else by product. */
  int[] named(Refund refund) {
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].key().equals(refund.line())) {
        return new int[] {i};
      }
    }
    int[] ofProduct = new int[lines.length];
    int found = 0;
    for (int i = 0; i < lines.length; i++) {
      if (refund.product() != Codes.UNKNOWN && lines[i].product() == refund.product()) {
        ofProduct[found++] = i;
      }
    }
    return Arrays.copyOf(ofProduct, found);
  }
}
