package io.tributary.ledger;

/**
 * The money of a ledger row's orders and lines as of a date, in cents: refunds dated later do not
 * count yet.
 */
public final class OrdersAsOf {
  private final LedgerRow row;
  private final long[] paid;
  private final long[] refund;
  private final int[] firstLine;
  private final long[] lineNet;

  /** The row as of a date, given in days since 1970-01-01; until the reader stands elsewhere. */
  public OrdersAsOf(LedgerRow row, int date) {
    this.row = row;
    paid = row.paid();
    refund = new long[paid.length];
    int[] order = row.refundOrders();
    int[] day = row.refundDays();
    long[] amount = row.refundAmounts();
    for (int r = 0; r < order.length; r++) {
      if (day[r] <= date && order[r] != LedgerTable.NO_ORDER) {
        refund[order[r]] += amount[r];
      }
    }
    firstLine = firstLines(row.lineCounts());
    int[] by = row.reachedBy();
    lineNet = by.length == 0 ? row.lineAmounts() : row.lineAmounts().clone();
    int[] line = row.reachedLines();
    long[] taken = row.reachedAmounts();
    for (int i = 0; i < by.length; i++) {
      if (day[by[i]] <= date) {
        lineNet[line[i]] -= taken[i];
      }
    }
  }

  /** Where the lines of each order begin, and after the last order where they end. */
  static int[] firstLines(int[] counts) {
    int[] first = new int[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      first[i + 1] = first[i] + counts[i];
    }
    return first;
  }

  public long gross(int order) {
    return row.gross()[order];
  }

  /** Whether its source tells what an order's discount was. */
  public boolean isDiscountKnown(int order) {
    return row.discounts()[order] != OrderAmounts.UNKNOWN;
  }

  public long discount(int order) {
    return row.discounts()[order];
  }

  public long paid(int order) {
    return paid[order];
  }

  /** Refunds that name the order. */
  public long refund(int order) {
    return refund[order];
  }

  public long net(int order) {
    return paid[order] - refund[order];
  }

  /** The order's first line; its last one stands before the first of the next order. */
  public int firstLine(int order) {
    return firstLine[order];
  }

  /** What is left of a line after the refunds that reached it; it counts while this is above 0. */
  public long lineNet(int line) {
    return lineNet[line];
  }

  /** Units of the order's lines that count. */
  public int units(int order) {
    int[] quantity = row.quantities();
    int units = 0;
    for (int line = firstLine[order]; line < firstLine[order + 1]; line++) {
      units += lineNet[line] > 0 ? quantity[line] : 0;
    }
    return units;
  }
}
