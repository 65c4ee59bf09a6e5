package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Audience;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.unsafe.types.UTF8String;

/** The rules that look at an audience as a whole: its limit, and the least a platform takes. */
final class Limits {
  private Limits() {}

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
   * Decides audience after audience, so that whom the limit of one leaves out is free for the next
   * ones: for each that has a limit, who is the last to be in is found among all that it would
   * have.
   *
   * @param candidates as {@link Candidates} gives them, kept: they are gone through once for each
   *     audience with a limit that more people fit, and twice more
   * @return rows of {@link Decisions}, without {@code rank}
   */
  static Dataset<Row> decided(
      Dataset<Row> candidates, ContactRules rules, List<Audience> audiences) {
    Map<Integer, Last> limits = new TreeMap<>();
    for (int audience : exceeded(candidates, rules, audiences)) {
      Dataset<Row> people =
          Decisions.of(candidates, rules, limits)
              .where(col("audience").equalTo(audience).and(col("reason").isNull()));
      last(people, audiences.get(audience).limit().get().people())
          .ifPresent(last -> limits.put(audience, last));
    }
    return Decisions.of(candidates, rules, limits).drop("rank");
  }

  /** The audiences that more people fit than their limit lets in, as they are decided. */
  private static int[] exceeded(
      Dataset<Row> candidates, ContactRules rules, List<Audience> audiences) {
    int[] limited = rules.inOrder().filter(i -> audiences.get(i).limit().isPresent()).toArray();
    if (limited.length == 0) {
      return limited;
    }
    Column[] fitting =
        Arrays.stream(limited)
            .mapToObj(i -> count_if(col("fits").getItem(i)))
            .toArray(Column[]::new);
    Row counts = candidates.select(fitting).head();
    return IntStream.range(0, limited.length)
        .filter(i -> counts.getLong(i) > audiences.get(limited[i]).limit().get().people())
        .map(i -> limited[i])
        .toArray();
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

  /**
   * Takes deliveries away that are too small; whoever has none left then is left out.
   *
   * @param tooSmall by the place of an audience: a bit per profile
   */
  static Dataset<Row> withoutSmall(Dataset<Row> rows, Map<Integer, Long> tooSmall) {
    Dataset<Row> result = rows;
    for (Map.Entry<Integer, Long> entry : tooSmall.entrySet()) {
      Column isThis = col("audience").equalTo(entry.getKey()).and(col("reason").isNull());
      Column left = col("deliveries").bitwiseAND(lit(~entry.getValue()));
      result =
          result
              .withColumn("_left", when(isThis, left).otherwise(col("deliveries")))
              .withColumn(
                  "reason",
                  when(isThis.and(col("_left").equalTo(0L)), lit(Reason.PLATFORM_MINIMUM.code()))
                      .otherwise(col("reason")))
              .withColumn("deliveries", col("_left"))
              .drop("_left");
    }
    return result;
  }
}
