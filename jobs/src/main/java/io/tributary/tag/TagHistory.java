package io.tributary.tag;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Tag;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The published table {@code tag_history}: which value a customer's tag had from when until when. A
 * row is written when a value begins and once more when it ends; a night on which nothing changed
 * writes nothing. The same date again replaces what that date wrote.
 */
public final class TagHistory {
  public static final String TABLE = "tag_history";

  private TagHistory() {}

  /** The values that hold: {@code one_id, tag, value}; a tag without a value has no row. */
  public static Dataset<Row> values(Dataset<Row> customers, List<Tag> tags) {
    Column[] each =
        tags.stream()
            .map(
                tag ->
                    struct(lit(tag.name()).as("tag"), col(tag.name()).cast("string").as("value")))
            .toArray(Column[]::new);
    return customers
        .select(col("one_id"), explode(array(each)).as("t"))
        .select("one_id", "t.tag", "t.value")
        .where(col("value").isNotNull());
  }

  /** The part of the history that a date may change: what held on it, or began on it. */
  public static Dataset<Row> touched(Dataset<Row> history, LocalDate date) {
    Column day = lit(Date.valueOf(date));
    return history.where(
        col("valid_to").isNull().or(col("valid_to").geq(day)).or(col("valid_from").geq(day)));
  }

  /**
   * What that part becomes.
   *
   * @param touched as {@link #touched} gives it
   * @param values as {@link #values} gives them
   */
  public static Dataset<Row> of(Dataset<Row> touched, Dataset<Row> values, LocalDate date) {
    Column day = lit(Date.valueOf(date));
    Dataset<Row> before =
        touched
            .where(col("valid_from").lt(day))
            .select(
                col("one_id"),
                col("tag"),
                col("value").as("old_value"),
                col("valid_from").as("since"));
    Dataset<Row> both = before.join(values, new String[] {"one_id", "tag"}, "full_outer");
    Column isSame = col("old_value").eqNullSafe(col("value"));
    Column none = lit(null).cast("date");
    Dataset<Row> old =
        both.where(col("since").isNotNull())
            .select(
                col("one_id"),
                col("tag"),
                col("old_value").as("value"),
                col("since").as("valid_from"),
                when(isSame, none).otherwise(day).as("valid_to"));
    Dataset<Row> begun =
        both.where(col("value").isNotNull().and(col("since").isNull().or(isSame.equalTo(false))))
            .select(
                col("one_id"), col("tag"), col("value"), day.as("valid_from"), none.as("valid_to"));
    return old.unionByName(begun).withColumn("as_of", coalesce(col("valid_to"), col("valid_from")));
  }
}
