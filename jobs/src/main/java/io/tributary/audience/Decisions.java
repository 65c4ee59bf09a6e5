package io.tributary.audience;

import static org.apache.spark.sql.functions.col;

import io.tributary.audience.ContactRules.Decision;
import io.tributary.audience.ContactRules.Person;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Audience;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Applies the {@link ContactRules} to everybody, as far as audiences as a whole were decided. */
final class Decisions implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;
  private static final StructType SCHEMA =
      StructType.fromDDL("audience int, one_id string, reason string, deliveries bigint");
  private static final StructType RANKED = StructType.fromDDL("one_id string, rank double");

  private final ContactRules rules;
  private final Cuts cuts;

  /** Of each audience, the place of what its limit goes by among the ranks; none: -1. */
  private final int[] ranks;

  Decisions(ContactRules rules, Cuts cuts, List<Audience> audiences) {
    this.rules = rules;
    this.cuts = cuts;
    List<Candidates.Order> orders = Candidates.orders(audiences);
    this.ranks =
        audiences.stream()
            .mapToInt(a -> a.limit().map(Candidates.Order::of).map(orders::indexOf).orElse(-1))
            .toArray();
  }

  /**
   * A row per person and audience that they fit; the audience is its place in the list.
   *
   * @param candidates as {@link Candidates} gives them
   */
  Dataset<Row> of(Dataset<Row> candidates) {
    return RawRows.map(candidates, SCHEMA, this);
  }

  /** The ranks of those whom nothing keeps from an audience. */
  Ranks ranks(Dataset<Row> candidates, int audience) {
    return RawRows.fold(
        candidates,
        new Ranks(),
        new RawRows.Folding<>() {
          @Override
          public void add(Ranks result, InternalRow row) {
            if (isIn(row, audience)) {
              result.add(rank(row, audience));
            }
          }

          @Override
          public void merge(Ranks result, Ranks other) {
            result.addAll(other);
          }
        });
  }

  /** Those whom nothing keeps from an audience: {@code one_id, rank}. */
  Dataset<Row> people(Dataset<Row> candidates, int audience) {
    InternalRow nobody = new GenericInternalRow(RANKED.size());
    return RawRows.map(
            candidates,
            RANKED,
            rows ->
                RawRows.each(
                    rows,
                    row ->
                        isIn(row, audience)
                            ? new GenericInternalRow(new Object[] {oneId(row), rank(row, audience)})
                            : nobody))
        .where(col("one_id").isNotNull());
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    Queue<InternalRow> decided = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (decided.isEmpty() && rows.hasNext()) {
          decide(rows.next(), decided);
        }
        return !decided.isEmpty();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return decided.remove();
      }
    };
  }

  private void decide(InternalRow row, Queue<InternalRow> decided) {
    Decision[] decisions = decisions(row);
    UTF8String oneId = oneId(row);
    for (int i = 0; i < decisions.length; i++) {
      if (decisions[i] != null) {
        Reason reason = decisions[i].reason();
        decided.add(
            new GenericInternalRow(
                new Object[] {
                  i,
                  oneId,
                  reason == null ? null : UTF8String.fromString(reason.code()),
                  decisions[i].deliveries()
                }));
      }
    }
  }

  private boolean isIn(InternalRow row, int audience) {
    long[] fits = row.getArray(Candidates.FITS).toLongArray();
    return Flags.isSet(fits, audience) && decisions(row)[audience].reason() == null;
  }

  private Decision[] decisions(InternalRow row) {
    Person person =
        new Person(
            row.getArray(Candidates.FITS).toLongArray(),
            row.getArray(Candidates.EXCLUDED).toLongArray(),
            row.getLong(Candidates.HAS_ADDRESS),
            row.getLong(Candidates.CONSENTS),
            row.getLong(Candidates.TIRED),
            row.getArray(Candidates.CONTACTS).toIntArray(),
            row.getBoolean(Candidates.HELD_OUT));
    UTF8String oneId = row.getUTF8String(Candidates.ONE_ID);
    return rules.decide(person, i -> cuts.isBeyond(i, rank(row, i), oneId), cuts.closed());
  }

  /** Spark may use the row's memory again for the next one. */
  private static UTF8String oneId(InternalRow row) {
    return row.getUTF8String(Candidates.ONE_ID).copy();
  }

  private Double rank(InternalRow row, int audience) {
    if (ranks[audience] < 0) {
      return null;
    }
    ArrayData all = row.getArray(Candidates.RANKS);
    return all.isNullAt(ranks[audience]) ? null : all.getDouble(ranks[audience]);
  }
}
