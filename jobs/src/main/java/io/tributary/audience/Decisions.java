package io.tributary.audience;

import static org.apache.spark.sql.functions.col;

import io.tributary.audience.ContactRules.Decision;
import io.tributary.audience.ContactRules.Person;
import io.tributary.ledger.RawRows;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Applies the {@link ContactRules} to everybody: a row per person and audience that they fit. */
final class Decisions implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** The audience is its place in the list; rank is what its limit goes by. */
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "audience int, one_id string, reason string, deliveries bigint, rank double");

  private final ContactRules rules;
  private final Map<Integer, Limits.Last> limits;

  /** The audience that alone is asked for; null for all. */
  private final Integer only;

  private Decisions(ContactRules rules, Map<Integer, Limits.Last> limits, Integer only) {
    this.rules = rules;
    this.limits = limits;
    this.only = only;
  }

  /**
   * The decisions.
   *
   * @param candidates as {@link Candidates} gives them
   * @param limits by the place of an audience that has more people than its limit lets in: the last
   *     one who is in
   */
  static Dataset<Row> of(
      Dataset<Row> candidates, ContactRules rules, Map<Integer, Limits.Last> limits) {
    return RawRows.map(candidates, SCHEMA, new Decisions(rules, Map.copyOf(limits), null));
  }

  /** The rows of one audience that nothing is against. */
  static Dataset<Row> inFavour(
      Dataset<Row> candidates, ContactRules rules, Map<Integer, Limits.Last> limits, int audience) {
    return RawRows.map(candidates, SCHEMA, new Decisions(rules, Map.copyOf(limits), audience))
        .where(col("reason").isNull());
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
    if (only != null && !row.getArray(Candidates.FITS).getBoolean(only)) {
      return;
    }
    Person person =
        new Person(
            row.getArray(Candidates.FITS).toBooleanArray(),
            row.getArray(Candidates.EXCLUDED).toBooleanArray(),
            row.getArray(Candidates.HAS_ADDRESS).toBooleanArray(),
            row.getArray(Candidates.CONSENTS).toBooleanArray(),
            row.getArray(Candidates.TIRED).toBooleanArray(),
            row.getArray(Candidates.CONTACTS).toIntArray(),
            row.getBoolean(Candidates.HELD_OUT));
    ArrayData ranks = row.getArray(Candidates.RANKS);
    // Spark may use the row's memory again for the next one.
    UTF8String oneId = row.getUTF8String(Candidates.ONE_ID).copy();
    Decision[] decisions =
        rules.decide(
            person, i -> limits.containsKey(i) && limits.get(i).isBefore(rank(ranks, i), oneId));
    for (int i = 0; i < decisions.length; i++) {
      if (decisions[i] != null && (only == null || only == i)) {
        Reason reason = decisions[i].reason();
        decided.add(
            new GenericInternalRow(
                new Object[] {
                  i,
                  oneId,
                  reason == null ? null : UTF8String.fromString(reason.code()),
                  decisions[i].deliveries(),
                  rank(ranks, i)
                }));
      }
    }
  }

  private static Double rank(ArrayData ranks, int audience) {
    return ranks.isNullAt(audience) ? null : ranks.getDouble(audience);
  }
}
