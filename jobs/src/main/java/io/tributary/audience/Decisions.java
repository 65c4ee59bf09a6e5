package io.tributary.audience;

import io.tributary.audience.ContactRules.Decision;
import io.tributary.workspace.Audience;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Applies the {@link ContactRules} to people, as far as audiences as a whole were decided. */
final class Decisions implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A row per person and audience that they fit; the audience is its place in the list. */
  static final StructType SCHEMA =
      StructType.fromDDL("audience int, one_id string, reason string, deliveries bigint");

  private final ContactRules rules;
  private final Cuts cuts;

  /** Of each audience, the place of what its limit goes by among the ranks; none: -1. */
  private final int[] orders;

  Decisions(ContactRules rules, Cuts cuts, List<Audience> audiences) {
    this.rules = rules;
    this.cuts = cuts;
    List<Candidates.Order> all = Candidates.orders(audiences);
    this.orders =
        audiences.stream()
            .mapToInt(a -> a.limit().map(Candidates.Order::of).map(all::indexOf).orElse(-1))
            .toArray();
  }

  /** Whether a person fits an audience and nothing keeps them from it. */
  boolean isIn(PackedPeople people, int person, int audience) {
    return people.fits(person, audience) && of(people, person)[audience].reason() == null;
  }

  /** What the limit of an audience goes by; null: the person has none. */
  Double rank(PackedPeople people, int person, int audience) {
    return people.rank(person, orders[audience]);
  }

  /** Adds the rows of a person, as {@link #SCHEMA} has them. */
  void addRows(PackedPeople people, int person, List<InternalRow> rows) {
    Decision[] decisions = of(people, person);
    UTF8String oneId = people.oneId(person);
    for (int audience = 0; audience < decisions.length; audience++) {
      if (decisions[audience] != null) {
        Reason reason = decisions[audience].reason();
        rows.add(
            new GenericInternalRow(
                new Object[] {
                  audience,
                  oneId,
                  reason == null ? null : UTF8String.fromString(reason.code()),
                  decisions[audience].deliveries()
                }));
      }
    }
  }

  private Decision[] of(PackedPeople people, int person) {
    return rules.decide(
        people.person(person), audience -> isBeyond(people, person, audience), cuts.closed());
  }

  private boolean isBeyond(PackedPeople people, int person, int audience) {
    Cuts.Last last = cuts.last()[audience];
    return last != null
        && last.isBefore(rank(people, person, audience), () -> people.oneId(person));
  }
}
