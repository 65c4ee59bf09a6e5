package io.tributary.tag;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Of;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Tags that say what customers did. All tags on purchases come from one pass over the lines, all
 * tags on events from one over the events; a favourite (measure {@code most}) needs a look of its
 * own.
 */
public final class BehaviourTags {
  private BehaviourTags() {}

  /**
   * Adds columns.
   *
   * @param customers with {@code one_id}
   * @param facts lines, events or touches, with {@code one_id} and {@code days_ago}
   * @param tags whose behaviour is one of these facts
   */
  public static Dataset<Row> add(Dataset<Row> customers, Dataset<Row> facts, List<Tag> tags) {
    Dataset<Row> result = customers;
    List<Tag> counted = tags.stream().filter(t -> of(t).measure() != Measure.MOST).toList();
    if (!counted.isEmpty()) {
      List<Column> aggregates = new ArrayList<>();
      counted.forEach(tag -> aggregates.add(aggregate(of(tag)).as(tag.name())));
      Dataset<Row> measured =
          facts
              .groupBy("one_id")
              .agg(
                  aggregates.get(0),
                  aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
      result = result.join(measured, Joins.names("one_id"), "left_outer");
    }
    for (Tag tag : tags) {
      if (of(tag).measure() == Measure.MOST) {
        result = result.join(favourite(facts, tag), Joins.names("one_id"), "left_outer");
      }
      result = result.withColumn(tag.name(), finished(tag).cast(tag.type()));
    }
    return result;
  }

  static Behaviour of(Tag tag) {
    return (Behaviour) tag.definition();
  }

  private static Column matches(Behaviour behaviour) {
    Column matches = behaviour.where().map(sql -> expr(sql)).orElse(lit(true));
    return behaviour
        .windowDays()
        .map(days -> matches.and(col("days_ago").lt(days)))
        .orElse(matches);
  }

  private static Column aggregate(Behaviour behaviour) {
    Column matches = matches(behaviour);
    if (behaviour.measure() == Measure.RATIO) {
      Column part = expr(behaviour.numerator().orElseThrow()).cast("double");
      Column whole = expr(behaviour.denominator().orElseThrow()).cast("double");
      // A row counts in both or in neither: a price that is missing must not look like a bargain.
      Column both = matches.and(part.isNotNull()).and(whole.isNotNull());
      Column base = sum(when(both, whole));
      return when(base.notEqual(0), sum(when(both, part)).divide(base));
    }
    if (behaviour.distinct().isPresent()) {
      return count_distinct(when(matches, expr(behaviour.distinct().get())));
    }
    return behaviour.of() == Of.PURCHASE
        ? count_distinct(when(matches, col("ordered_on")))
        : count_if(matches);
  }

  /** Of whom there is no fact at all, it is known that they did not. */
  private static Column finished(Tag tag) {
    Column done = coalesce(col(tag.name()), lit(0));
    return switch (of(tag).measure()) {
      case DID -> done.geq(of(tag).atLeast());
      case DID_NOT -> done.lt(of(tag).atLeast());
      case COUNT -> done;
      case RATIO, MOST -> col(tag.name());
    };
  }

  private static Dataset<Row> favourite(Dataset<Row> facts, Tag tag) {
    Behaviour behaviour = of(tag);
    Column weight = behaviour.of() == Of.PURCHASE ? col("net") : lit(1);
    Column value = expr(behaviour.most().orElseThrow());
    return facts
        .where(matches(behaviour).and(value.isNotNull()))
        .groupBy(col("one_id"), value.as(tag.name()))
        .agg(sum(weight).as("_weight"))
        .withColumn(
            "_rank",
            row_number()
                .over(
                    Window.partitionBy("one_id")
                        .orderBy(col("_weight").desc(), col(tag.name()).asc())))
        .where(col("_rank").equalTo(1))
        .drop("_weight", "_rank");
  }
}
