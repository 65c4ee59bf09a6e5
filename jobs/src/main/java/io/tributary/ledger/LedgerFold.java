package io.tributary.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes the ledger row of a customer of their {@link OrderFacts#OWNED} orders and of their refunds
 * that name none; on a later night, of what changed and of the {@link OrderFacts#OWNED_BEFORE} row
 * of the night before.
 */
final class LedgerFold implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final int ONE_ID = 2;
  private static final int IS_EXCLUDED = 3;
  private static final int ORDER = 5;
  private static final int REFUNDS = 7;
  private static final int FORGOTTEN_ORDER = 8;
  private static final int FORGOTTEN_REFUND = 9;
  private static final int BEFORE = 10;

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(LedgerTable.SCHEMA);
    return new KeyRuns(rows, owner -> new Owned(owner, reader));
  }

  /** What there is of one customer. */
  private static final class Owned implements KeyRuns.Gathered {
    private final UTF8String owner;
    private final LedgerRow reader;
    private UTF8String oneId;
    private boolean isExcluded;
    private InternalRow before;
    private final List<PackedOrder> packed = new ArrayList<>();
    private final List<LedgerRefund> loose = new ArrayList<>(0);
    private final Set<UTF8String> forgotten = new HashSet<>(0);
    private final Set<UTF8String> forgottenRefunds = new HashSet<>(0);

    Owned(UTF8String owner, LedgerRow reader) {
      this.owner = owner;
      this.reader = reader;
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
        packed.add(new PackedOrder(row));
      } else if (!row.isNullAt(REFUNDS)) {
        for (PackedOrder.Refund refund : PackedOrder.refunds(row.getArray(REFUNDS))) {
          loose.add(LedgerRefund.of(refund.id(), refund.day(), refund.amount()));
        }
      } else if (row.numFields() > BEFORE) {
        addBefore(row);
      }
    }

    private void addBefore(InternalRow row) {
      if (!row.isNullAt(BEFORE)) {
        before = row.getStruct(BEFORE, LedgerTable.SCHEMA.size());
      } else if (!row.isNullAt(FORGOTTEN_ORDER)) {
        forgotten.add(row.getUTF8String(FORGOTTEN_ORDER));
      } else if (!row.isNullAt(FORGOTTEN_REFUND)) {
        forgottenRefunds.add(row.getUTF8String(FORGOTTEN_REFUND));
      }
    }

    /** Nothing, of whom only is known that they are left out, or what has gone. */
    @Override
    public List<InternalRow> made() {
      List<LedgerOrder> orders = new ArrayList<>(packed.size());
      for (PackedOrder order : packed) {
        orders.add(LedgerOrder.of(order, isExcluded));
      }
      if (before != null) {
        takeUnchanged(orders);
      }
      return orders.isEmpty() && loose.isEmpty() ? List.of() : List.of(row(orders));
    }

    private void takeUnchanged(List<LedgerOrder> orders) {
      LedgerHistory history = new LedgerHistory(reader.at(before));
      oneId = reader.oneId();
      history.orders.stream().filter(o -> !forgotten.contains(o.id())).forEach(orders::add);
      history.loose.stream().filter(r -> !forgottenRefunds.contains(r.id())).forEach(loose::add);
    }

    private InternalRow row(List<LedgerOrder> orders) {
      orders.sort(LedgerOrder.IN_TIME);
      Object[] row = new Object[LedgerTable.SCHEMA.size()];
      row[0] = owner;
      row[1] = oneId;
      new OrderArrays(orders).put(row);
      new RefundArrays(orders, loose).put(row);
      return new GenericInternalRow(row);
    }
  }
}
