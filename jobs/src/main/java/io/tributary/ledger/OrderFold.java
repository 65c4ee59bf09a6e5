package io.tributary.ledger;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes rows of {@link OrderFacts#OWNED} of the {@link OrderFacts#PIECE}s of orders. Refunds of an
 * order that is not there become refunds that name none.
 */
final class OrderFold implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final int ONE_ID = 2;
  private static final int ORDER = 3;
  private static final int LINE = 4;
  private static final int REFUND = 5;

  private static final int ORDER_FIELDS = 8;
  private static final int LINE_FIELDS = 4;
  private static final int REFUND_FIELDS = 7;

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> pieces) {
    return new KeyRuns(pieces, Pieces::new);
  }

  /** The pieces of one order. */
  private static final class Pieces implements KeyRuns.Gathered {
    private final UTF8String id;
    private UTF8String oneId;
    private InternalRow order;
    private final List<InternalRow> lines = new ArrayList<>(2);
    private final List<InternalRow> refunds = new ArrayList<>(0);

    Pieces(UTF8String id) {
      this.id = id;
    }

    @Override
    public UTF8String key() {
      return id;
    }

    @Override
    public void add(InternalRow piece) {
      if (!piece.isNullAt(ONE_ID)) {
        oneId = piece.getUTF8String(ONE_ID);
      } else if (!piece.isNullAt(ORDER)) {
        order = piece.getStruct(ORDER, ORDER_FIELDS);
      } else if (!piece.isNullAt(LINE)) {
        lines.add(piece.getStruct(LINE, LINE_FIELDS));
      } else if (!piece.isNullAt(REFUND)) {
        refunds.add(piece.getStruct(REFUND, REFUND_FIELDS));
      }
    }

    @Override
    public List<InternalRow> made() {
      return order == null
          ? refunds.stream().map(Pieces::loose).toList()
          : List.of(
              owned(owner(oneId, OrderFacts.ORDER_ALONE, id), oneId, id, order, lines, refunds));
    }

    private static InternalRow loose(InternalRow refund) {
      UTF8String oneId = refund.isNullAt(6) ? null : refund.getUTF8String(6);
      UTF8String owner = owner(oneId, OrderFacts.REFUND_ALONE, refund.getUTF8String(1));
      return owned(owner, oneId, null, null, List.of(), List.of(refund));
    }

    private static UTF8String owner(UTF8String oneId, String alone, UTF8String id) {
      return oneId == null ? UTF8String.concat(UTF8String.fromString(alone), id) : oneId;
    }

    private static InternalRow owned(
        UTF8String owner,
        UTF8String oneId,
        UTF8String orderId,
        InternalRow order,
        List<InternalRow> lines,
        List<InternalRow> refunds) {
      return new GenericInternalRow(
          new Object[] {
            null,
            owner,
            oneId,
            false,
            orderId,
            order,
            new GenericArrayData(lines.toArray()),
            new GenericArrayData(refunds.toArray())
          });
    }
  }
}
