package io.tributary.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** The columns of a ledger row that tell of refunds and of what they reached. */
final class RefundArrays {
  /** A refund, and where its order and the first line of that stand. */
  private record Placed(LedgerRefund refund, int order, int firstLine) {}

  private final List<Placed> placed;
  private int pieces;

  RefundArrays(List<LedgerOrder> orders, List<LedgerRefund> loose) {
    placed = new ArrayList<>(loose.size());
    loose.forEach(refund -> placed.add(new Placed(refund, LedgerTable.NO_ORDER, 0)));
    int firstLine = 0;
    for (int i = 0; i < orders.size(); i++) {
      for (LedgerRefund refund : orders.get(i).refunds()) {
        placed.add(new Placed(refund, i, firstLine));
        pieces += refund.lines().length;
      }
      firstLine += orders.get(i).products().length;
    }
    placed.sort(Comparator.comparing(Placed::refund, LedgerRefund.IN_ORDER));
  }

  /** Puts them where {@link LedgerTable#SPEC} has them. */
  void put(Object[] row) {
    int n = placed.size();
    UTF8String[] ids = new UTF8String[n];
    int[] order = new int[n];
    int[] day = new int[n];
    long[] amount = new long[n];
    int[] by = new int[pieces];
    int[] line = new int[pieces];
    long[] taken = new long[pieces];
    int piece = 0;
    for (int r = 0; r < n; r++) {
      LedgerRefund refund = placed.get(r).refund();
      ids[r] = refund.id();
      order[r] = placed.get(r).order();
      day[r] = refund.day();
      amount[r] = refund.amount();
      for (int i = 0; i < refund.lines().length; i++, piece++) {
        by[piece] = r;
        line[piece] = placed.get(r).firstLine() + refund.lines()[i];
        taken[piece] = refund.taken()[i];
      }
    }
    row[16] = new GenericArrayData(ids);
    row[17] = UnsafeArrayData.fromPrimitiveArray(order);
    row[18] = UnsafeArrayData.fromPrimitiveArray(day);
    row[19] = UnsafeArrayData.fromPrimitiveArray(amount);
    row[20] = UnsafeArrayData.fromPrimitiveArray(by);
    row[21] = UnsafeArrayData.fromPrimitiveArray(line);
    row[22] = UnsafeArrayData.fromPrimitiveArray(taken);
  }
}
