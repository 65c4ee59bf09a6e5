package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.row_number;

import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.unsafe.types.UTF8String;

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
  private final List<Audience> audiences;
  private final List<DeliveryProfile> profiles;
  private ContactRules rules;

  /** By the place of an audience that has more people than its limit lets in. */
  private final Map<Integer, Last> last = new TreeMap<>();

  /**
   * The limits of a night.
   *
   * @param candidates as {@link Candidates} gives them, kept: they are gone through once for each
   *     limit that more people fit, twice more, and so again for a list that is given up
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
  }

  /**
   * The last person whom a limit lets in: the largest ranks come first, those without one last; of
   * equals, the smaller id.
   */
  record Last(Double rank, String oneId) implements Serializable {
    /** Whether somebody comes after this one. */
    boolean isBefore(Double otherRank, UTF8String otherId) {
      int byRank = rank == null || otherRank == null ? missing(otherRank) : compare(otherRank);
      return byRank == 0 ? UTF8String.fromString(oneId).compareTo(otherId) < 0 : byRank > 0;
    }

    private int missing(Double otherRank) {
      return Boolean.compare(otherRank == null, rank == null);
    }

    /** As Spark sorts: 0 and -0 are equal. */
    private int compare(double otherRank) {
      return rank == otherRank ? 0 : Double.compare(rank, otherRank);
    }
  }

  /**
   * What was decided about everybody.
   *
   * @param rows as {@link Decisions} has them, without {@code rank}; kept until they are
   *     unpersisted
   */
  record Decided(Dataset<Row> rows, AudienceCounts counts) {}

  /** Decides about everybody. */
  Decided decided() {
    Set<Integer> exceeded = exceeded();
    List<Integer> undecided = rules.inOrder().boxed().toList();
    while (true) {
      undecided.stream().filter(exceeded::contains).forEach(this::limit);
      Dataset<Row> rows = Decisions.of(candidates, rules, last).drop("rank").persist();
      AudienceCounts counts = AudienceCounts.of(rows);
      Map<Integer, Long> tooSmall = counts.tooSmall(audiences, profiles);
      if (tooSmall.isEmpty()) {
        return new Decided(rows, counts);
      }
      rows.unpersist();
      undecided = giveUp(tooSmall);
    }
  }

  /** The audiences that more people fit than their limit lets in. */
  private Set<Integer> exceeded() {
    List<Integer> limited =
        rules.inOrder().filter(i -> audiences.get(i).limit().isPresent()).boxed().toList();
    if (limited.isEmpty()) {
      return Set.of();
    }
    Column[] fitting =
        limited.stream().map(i -> count_if(col("fits").getItem(i))).toArray(Column[]::new);
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
    last.remove(audience);
    Dataset<Row> people = Decisions.inFavour(candidates, rules, last, audience);
    last(people, most(audience)).ifPresent(person -> last.put(audience, person));
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
        rules = rules.without(audience, tooSmall.get(audience));
        if (rules.bindsOthers(audience)) {
          return inOrder.subList(place + 1, inOrder.size());
        }
      }
    }
    return List.of();
  }

  /** The last one of so many people; empty if there are fewer. */
  static Optional<Last> last(Dataset<Row> people, int limit) {
    WindowSpec inOrder =
        Window.partitionBy("audience").orderBy(col("rank").desc_nulls_last(), col("one_id").asc());
    List<Row> last =
        people
            .select(col("rank"), col("one_id"), row_number().over(inOrder).as("place"))
            .where(col("place").equalTo(limit))
            .collectAsList();
    return last.stream()
        .findFirst()
        .map(row -> new Last(row.isNullAt(0) ? null : row.getDouble(0), row.getString(1)));
  }
}
