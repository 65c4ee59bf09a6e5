package io.tributary.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes the ledger row of a customer of their {@link OrderFacts#OWNED} orders and of their refunds
 * that name none: sorts them, lets the refunds reach the lines, and finds until when each order
 * counts.
 */
final class LedgerFold implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final int ONE_ID = 2;
  private static final int IS_EXCLUDED = 3;
  private static final int ORDER = 5;
  private static final int REFUNDS = 7;

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    return new KeyRuns(rows, Owned::new);
  }

  /** A refund and the place of its order. */
  private record Placed(PackedOrder.Refund refund, int order) {}

  /** What a refund took from a line. */
  private record Piece(int refund, int line, long amount) {}

  /** What there is of one customer. */
  private static final class Owned implements KeyRuns.Gathered {
    private final UTF8String owner;
    private UTF8String oneId;
    private boolean isExcluded;
    private final List<PackedOrder> orders = new ArrayList<>();
    private final List<PackedOrder.Refund> loose = new ArrayList<>(0);

    Owned(UTF8String owner) {
      this.owner = owner;
    }

    @Override
    public UTF8String key() {
      return owner;
    }

    @Override
    public void add(InternalRow row) {
      if (!row.isNullAt(ONE_ID)) {
        oneId = row.getUTF8String(ONE_ID);
      }
      isExcluded |= !row.isNullAt(IS_EXCLUDED) && row.getBoolean(IS_EXCLUDED);
      if (!row.isNullAt(ORDER)) {
        orders.add(new PackedOrder(row));
      } else if (!row.isNullAt(REFUNDS)) {
        loose.addAll(List.of(PackedOrder.refunds(row.getArray(REFUNDS))));
      }
    }

    /** Nothing, of whom only is known that they are left out. */
    @Override
    public List<InternalRow> made() {
      return orders.isEmpty() && loose.isEmpty()
          ? List.of()
          : List.of(new Customer(this).ledgerRow());
    }
  }

  /** One customer at work. */
  private static final class Customer {
    private final Owned owned;
    private final PackedOrder[] orders;
    private final Placed[] refunds;
    private final int[] firstLine;
    private final int[] voidDay;
    private final List<Piece> pieces = new ArrayList<>();

    Customer(Owned owned) {
      this.owned = owned;
      orders = owned.orders.toArray(PackedOrder[]::new);
      Arrays.sort(orders, PackedOrder.IN_TIME);
      refunds = placed(owned.loose);
      firstLine = new int[orders.length + 1];
      for (int i = 0; i < orders.length; i++) {
        firstLine[i + 1] = firstLine[i] + orders[i].lines.length;
      }
      voidDay = new int[orders.length];
      reachLines();
    }

    private Placed[] placed(List<PackedOrder.Refund> loose) {
      List<Placed> all = new ArrayList<>();
      for (PackedOrder.Refund refund : loose) {
        all.add(new Placed(refund, LedgerTable.NO_ORDER));
      }
      for (int i = 0; i < orders.length; i++) {
        for (PackedOrder.Refund refund : orders[i].refunds) {
          all.add(new Placed(refund, i));
        }
      }
      all.sort(Comparator.comparing(Placed::refund, PackedOrder.REFUNDS_IN_TIME));
      return all.toArray(Placed[]::new);
    }

    private void reachLines() {
      RefundAllocation[] allocations = new RefundAllocation[orders.length];
      long[] net = new long[orders.length];
      for (int i = 0; i < orders.length; i++) {
        allocations[i] =
            new RefundAllocation(
                Arrays.stream(orders[i].lines).mapToLong(PackedOrder.Line::amount).toArray());
        net[i] = orders[i].amounts.paid();
        boolean isSale = status(i) == LedgerTable.PAID && counts(i, net[i], allocations[i]);
        voidDay[i] = isSale ? LedgerTable.STILL_VALID : LedgerTable.NEVER_VALID;
      }
      for (int r = 0; r < refunds.length; r++) {
        int order = refunds[r].order();
        if (order == LedgerTable.NO_ORDER) {
          continue;
        }
        PackedOrder.Refund refund = refunds[r].refund();
        note(
            r,
            firstLine[order],
            allocations[order].take(refund.amount(), orders[order].named(refund)));
        net[order] -= refund.amount();
        boolean falls = !counts(order, net[order], allocations[order]);
        if (falls && voidDay[order] == LedgerTable.STILL_VALID) {
          voidDay[order] = refund.day();
        }
      }
    }

    private void note(int refund, int line, long[] taken) {
      for (int i = 0; i < taken.length; i++) {
        if (taken[i] > 0) {
          pieces.add(new Piece(refund, line + i, taken[i]));
        }
      }
    }

    /** Not the freight that it kept makes an order count, but a line that does. */
    private boolean counts(int order, long net, RefundAllocation allocation) {
      return net > 0 && (orders[order].lines.length == 0 || allocation.anyLineCounts());
    }

    private int status(int order) {
      return owned.isExcluded ? orders[order].status | LedgerTable.EXCLUDED : orders[order].status;
    }

    InternalRow ledgerRow() {
      int n = orders.length;
      PackedOrder.Line[] lines = lines();
      UTF8String[] ids = new UTF8String[n];
      for (int i = 0; i < n; i++) {
        ids[i] = orders[i].id;
      }
      return new GenericInternalRow(
          new Object[] {
            owned.owner,
            owned.oneId,
            new GenericArrayData(ids),
            longs(n, i -> orders[i].at),
            ints(n, i -> orders[i].day),
            ints(n, i -> voidDay[i]),
            ints(n, i -> orders[i].channel),
            ints(n, i -> orders[i].store),
            ints(n, this::status),
            longs(n, i -> orders[i].amounts.gross()),
            longs(n, i -> orders[i].amounts.discount()),
            longs(n, i -> orders[i].amounts.paid()),
            ints(n, i -> orders[i].lines.length),
            ints(lines.length, i -> lines[i].product()),
            ints(lines.length, i -> lines[i].quantity()),
            longs(lines.length, i -> lines[i].amount()),
            ints(refunds.length, i -> refunds[i].order()),
            ints(refunds.length, i -> refunds[i].refund().day()),
            longs(refunds.length, i -> refunds[i].refund().amount()),
            ints(pieces.size(), i -> pieces.get(i).refund()),
            ints(pieces.size(), i -> pieces.get(i).line()),
            longs(pieces.size(), i -> pieces.get(i).amount())
          });
    }

    private PackedOrder.Line[] lines() {
      PackedOrder.Line[] lines = new PackedOrder.Line[firstLine[orders.length]];
      for (int i = 0; i < orders.length; i++) {
        System.arraycopy(orders[i].lines, 0, lines, firstLine[i], orders[i].lines.length);
      }
      return lines;
    }
  }

  private static ArrayData ints(int length, IntUnaryOperator value) {
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = value.applyAsInt(i);
    }
    return UnsafeArrayData.fromPrimitiveArray(values);
  }

  private static ArrayData longs(int length, IntToLongFunction value) {
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      values[i] = value.applyAsLong(i);
    }
    return UnsafeArrayData.fromPrimitiveArray(values);
  }
}
