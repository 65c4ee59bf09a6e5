package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Audience;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The rules that look at an audience as a whole: its limit, and the least a platform takes. */
final class Limits {
  private Limits() {}

  /**
   * Leaves out who comes after an audience's limit; of equals, the smaller id stays.
   *
   * @param decided rows of {@link Decisions}
   */
  static Dataset<Row> apply(Dataset<Row> decided, List<Audience> audiences) {
    Column limit = lit(null).cast("int");
    Column isLimited = lit(false);
    for (int i = 0; i < audiences.size(); i++) {
      if (audiences.get(i).limit().isPresent()) {
        Column isThis = col("audience").equalTo(i);
        limit = when(isThis, audiences.get(i).limit().get().people()).otherwise(limit);
        isLimited = isLimited.or(isThis);
      }
    }
    if (audiences.stream().noneMatch(a -> a.limit().isPresent())) {
      return decided.drop("rank");
    }
    Column isRanked = isLimited.and(col("reason").isNull());
    Dataset<Row> ranked =
        decided
            .where(isRanked)
            .withColumn(
                "place",
                row_number()
                    .over(
                        Window.partitionBy("audience")
                            .orderBy(col("rank").desc_nulls_last(), col("one_id").asc())))
            .withColumn("reason", when(col("place").gt(limit), lit(Reason.LIMIT.code())));
    return decided.where(not(isRanked)).unionByName(ranked.drop("place")).drop("rank");
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
