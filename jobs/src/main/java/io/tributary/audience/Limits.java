package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.tributary.audience.Cuts.Last;
import io.tributary.audience.Ranks.Cut;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The rules that look at an audience as a whole: its limit, and the least a platform takes.
 *
 * <p>Whom they leave out is free for the audiences after it. So these are decided one after the
 * other: for each that more people fit than its limit lets in, the last one to be in is found among
 * all whom it would have. If a list then is too small for its platform, it is given up, and the
 * audiences after it are decided again, for they may have more people now.
 */
final class Limits {
  private final Dataset<Row> candidates;
  private final ContactRules rules;
  private final List<Audience> audiences;
  private final List<DeliveryProfile> profiles;
  private final Last[] last;
  private final long[] closed;

  /**
   * The limits of a night.
   *
   * @param candidates as {@link Candidates} gives them, kept: they are gone through once or twice
   *     for each limit that more people fit, twice more, and so again for a list that is given up
   */
  Limits(
      Dataset<Row> candidates,
      ContactRules rules,
      List<Audience> audiences,
      List<DeliveryProfile> profiles) {
    this.candidates = candidates;
    this.rules = rules;
    this.audiences = audiences;
    this.profiles = profiles;
    this.last = new Last[audiences.size()];
    this.closed = new long[audiences.size()];
  }

  /**
   * What was decided about everybody.
   *
   * @param rows as {@link Decisions} has them; kept until they are unpersisted
   */
  record Decided(Dataset<Row> rows, AudienceCounts counts) {}

  /** Decides about everybody. */
  Decided decided() {
    Set<Integer> exceeded = exceeded();
    List<Integer> undecided = rules.inOrder().boxed().toList();
    while (true) {
      undecided.stream().filter(exceeded::contains).forEach(this::limit);
      Dataset<Row> rows = decisions().of(candidates).persist();
      AudienceCounts counts = AudienceCounts.of(rows);
      Map<Integer, Long> tooSmall = counts.tooSmall(audiences, profiles);
      if (tooSmall.isEmpty()) {
        return new Decided(rows, counts);
      }
      rows.unpersist();
      undecided = giveUp(tooSmall);
    }
  }

  /** What follows from what is known by now. */
  private Decisions decisions() {
    return new Decisions(rules, new Cuts(last.clone(), closed.clone()), audiences);
  }

  /** The audiences that more people fit than their limit lets in. */
  private Set<Integer> exceeded() {
    List<Integer> limited =
        rules.inOrder().filter(i -> audiences.get(i).limit().isPresent()).boxed().toList();
    if (limited.isEmpty()) {
      return Set.of();
    }
    Column[] fitting =
        limited.stream().map(i -> count_if(Flags.in(col("fits"), i))).toArray(Column[]::new);
    Row counts = candidates.select(fitting).head();
    return limited.stream()
        .filter(i -> counts.getLong(limited.indexOf(i)) > most(i))
        .collect(Collectors.toSet());
  }

  private int most(int audience) {
    return audiences.get(audience).limit().get().people();
  }

  /** Finds the last person of an audience; all before it stand. */
  private void limit(int audience) {
    last[audience] = null;
    Decisions decisions = decisions();
    decisions
        .ranks(candidates, audience)
        .at(most(audience))
        .ifPresent(cut -> last[audience] = last(cut, decisions.people(candidates, audience)));
  }

  /** Who is last, if some with the same rank are in and others are not. */
  static Last last(Cut cut, Dataset<Row> people) {
    if (cut.areAll()) {
      return new Last(cut.rank(), null);
    }
    List<Row> last =
        people
            .where(col("rank").eqNullSafe(lit(cut.rank())))
            .select(
                col("one_id"),
                row_number().over(Window.partitionBy("rank").orderBy("one_id")).as("place"))
            .where(col("place").equalTo(cut.people()))
            .collectAsList();
    return new Last(cut.rank(), last.get(0).getString(0));
  }

  /**
   * Gives up lists that are too small, up to the first one whose people others may have now.
   *
   * @param tooSmall by audience, a bit per profile
   * @return the audiences after it, of which the others stand as they are
   */
  private List<Integer> giveUp(Map<Integer, Long> tooSmall) {
    List<Integer> inOrder = rules.inOrder().boxed().toList();
    for (int place = 0; place < inOrder.size(); place++) {
      int audience = inOrder.get(place);
      if (tooSmall.containsKey(audience)) {
        closed[audience] |= tooSmall.get(audience);
        if (rules.bindsOthers(audience)) {
          return inOrder.subList(place + 1, inOrder.size());
        }
      }
    }
    return List.of();
  }
}
