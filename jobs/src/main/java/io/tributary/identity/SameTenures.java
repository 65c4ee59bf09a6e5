package io.tributary.identity;

import static org.apache.spark.sql.functions.col;

import io.tributary.lake.Lake;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which of tonight's identifiers those of the night before are (semantics.md, OneID step 6). The
 * number of a tenure is its place in time: a late record may close the gap between two tenures or
 * begin an earlier one, and then numbers are other people's. So of a value with several tenures,
 * those are the same whose days overlap. What overlaps with nothing was moved, as by a corrected
 * date: it is what there is on the other side that overlaps with nothing either.
 */
final class SameTenures {
  private static final String[] VALUE = {"key", "namespace"};

  private SameTenures() {}

  /**
   * The customers of the night before, by tonight's identifiers: {@code node, one_id}, each pair
   * once.
   *
   * @param before as {@link Standing#known} gives them
   * @param tonight every identifier of these values now, as {@link Reach} has them
   */
  static Dataset<Row> of(Dataset<Row> before, Dataset<Row> tonight, Scratch scratch) {
    Dataset<Row> several =
        scratch.lookup(severalTenures(before).unionByName(severalTenures(tonight)).distinct());
    Dataset<Row> plain =
        before.where(isUsable("status")).join(several, VALUE, "left_anti").select("node", "one_id");
    return plain.unionByName(
        matched(
            before.join(several, VALUE, "left_semi"), tonight.join(several, VALUE, "left_semi")));
  }

  private static Dataset<Row> severalTenures(Dataset<Row> identifiers) {
    return identifiers.where(col("tenure").gt(1)).select(VALUE[0], VALUE[1]);
  }

  private static Column isUsable(String status) {
    return col(status).equalTo(IdentityTables.USABLE);
  }

  private static Dataset<Row> matched(Dataset<Row> before, Dataset<Row> tonight) {
    Column ofOneValue =
        col("then_key")
            .equalTo(col("now_key"))
            .and(col("then_namespace").equalTo(col("now_namespace")));
    Column overlap =
        col("then_first_on")
            .leq(col("now_last_on"))
            .and(col("now_first_on").leq(col("then_last_on")));
    Dataset<Row> sides =
        Lake.prefixed(before, "then_")
            .join(Lake.prefixed(tonight, "now_"), ofOneValue.and(overlap), "full_outer");
    Dataset<Row> same = sides.where(col("then_key").isNotNull().and(col("now_key").isNotNull()));
    Dataset<Row> gone =
        sides
            .where(col("now_key").isNull())
            .select("then_key", "then_namespace", "then_status", "then_one_id");
    Dataset<Row> come =
        sides.where(col("then_key").isNull()).select("now_key", "now_namespace", "now_node");
    return theirs(same).unionByName(theirs(gone.join(come, ofOneValue, "inner"))).distinct();
  }

  /** Tonight's identifiers of the customers that had them. */
  private static Dataset<Row> theirs(Dataset<Row> pairs) {
    return pairs
        .where(isUsable("then_status"))
        .select(col("now_node").as("node"), col("then_one_id").as("one_id"));
  }
}
