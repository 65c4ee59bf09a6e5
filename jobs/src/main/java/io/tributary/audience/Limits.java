package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.tributary.audience.Cuts.Last;
import io.tributary.audience.Ranks.Cut;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The rules that look at an audience as a whole: its limit, and the least a platform takes.
 *
 * <p>Whom they leave out is free for the audiences after it. So these are decided one after the
 * other: for each that more people fit than its limit lets in, the last one to be in is found among
 * all whom it would have. If a list then is too small for its platform, it is given up, and the
 * audiences after it are decided again, for they may have more people now.
 */
final class Limits {
  private final SparkSession spark;
  private final JavaRDD<PackedPeople> people;
  private final ContactRules rules;
  private final List<Audience> audiences;
  private final List<DeliveryProfile> profiles;
  private final Last[] last;
  private final long[] closed;

  /**
   * The limits of a night.
   *
   * @param people all candidates, kept: they are gone through once or twice for each limit that
   *     more people fit, twice more, and so again for a list that is given up
   */
  Limits(
      SparkSession spark,
      JavaRDD<PackedPeople> people,
      ContactRules rules,
      List<Audience> audiences,
      List<DeliveryProfile> profiles) {
    this.spark = spark;
    this.people = people;
    this.rules = rules;
    this.audiences = audiences;
    this.profiles = profiles;
    this.last = new Last[audiences.size()];
    this.closed = new long[audiences.size()];
  }

  /**
   * What was decided about everybody.
   *
   * @param rows as {@link Decisions} has them
   */
  record Decided(Dataset<Row> rows, AudienceCounts counts) {}

  /** Decides about everybody. */
  Decided decided() {
    Set<Integer> exceeded = exceeded();
    List<Integer> undecided = rules.inOrder().boxed().toList();
    while (true) {
      undecided.stream().filter(exceeded::contains).forEach(this::limit);
      Dataset<Row> rows = rows(decisions());
      AudienceCounts counts = AudienceCounts.of(rows);
      Map<Integer, Long> tooSmall = counts.tooSmall(audiences, profiles);
      if (tooSmall.isEmpty()) {
        return new Decided(rows, counts);
      }
      undecided = giveUp(tooSmall);
    }
  }

  private Dataset<Row> rows(Decisions decisions) {
    JavaRDD<InternalRow> rows =
        people.flatMap(
            some -> {
              List<InternalRow> decided = new ArrayList<>();
              for (int person = 0; person < some.size(); person++) {
                decisions.addRows(some, person, decided);
              }
              return decided.iterator();
            });
    return RawRows.of(spark, rows, Decisions.SCHEMA);
  }

  /** What follows from what is known by now. */
  private Decisions decisions() {
    return new Decisions(rules, new Cuts(last.clone(), closed.clone()), audiences);
  }

  /** The audiences that more people fit than their limit lets in. */
  private Set<Integer> exceeded() {
    int[] limited = rules.inOrder().filter(i -> audiences.get(i).limit().isPresent()).toArray();
    if (limited.length == 0) {
      return Set.of();
    }
    long[] fitting =
        people.treeAggregate(
            new long[audiences.size()],
            (counts, some) -> some.countFitting(limited, counts),
            (counts, more) -> {
              Arrays.setAll(counts, i -> counts[i] + more[i]);
              return counts;
            });
    return Arrays.stream(limited)
        .filter(i -> fitting[i] > most(i))
        .boxed()
        .collect(Collectors.toSet());
  }

  private int most(int audience) {
    return audiences.get(audience).limit().get().people();
  }

  /** Finds the last person of an audience; all before it stand. */
  private void limit(int audience) {
    last[audience] = null;
    Decisions decisions = decisions();
    ranks(decisions, audience)
        .at(most(audience))
        .ifPresent(cut -> last[audience] = last(cut, decisions, audience));
  }

  /** The ranks of those whom nothing but its limit keeps from an audience. */
  private Ranks ranks(Decisions decisions, int audience) {
    return people.treeAggregate(
        new Ranks(),
        (ranks, some) -> {
          for (int person = 0; person < some.size(); person++) {
            if (decisions.isIn(some, person, audience)) {
              ranks.add(decisions.rank(some, person, audience));
            }
          }
          return ranks;
        },
        Ranks::and);
  }

  /** Who is last. Of those with the rank at which a limit lies, some may be in and others not. */
  private Last last(Cut cut, Decisions decisions, int audience) {
    if (cut.areAll()) {
      return new Last(cut.rank(), null);
    }
    JavaRDD<String> equals =
        people.flatMap(
            some ->
                IntStream.range(0, some.size())
                    .filter(person -> decisions.isIn(some, person, audience))
                    .filter(person -> cut.isAt(decisions.rank(some, person, audience)))
                    .mapToObj(person -> some.oneId(person).toString())
                    .iterator());
    WindowSpec inOrder = Window.partitionBy(lit(audience)).orderBy("value");
    String last =
        spark
            .createDataset(equals.rdd(), Encoders.STRING())
            .select(col("value"), row_number().over(inOrder).as("place"))
            .where(col("place").equalTo(cut.people()))
            .head()
            .getString(0);
    return new Last(cut.rank(), last);
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
