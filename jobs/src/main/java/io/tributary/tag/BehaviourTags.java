package io.tributary.tag;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Tag;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Of;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tags that say what customers did. All tags on purchases come from one pass over the lines, all
 * tags on events from one over the events; favourites (measure {@code most}) from another one.
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
      result = result.join(measured, new String[] {"one_id"}, "left_outer");
    }
    for (List<Tag> alike : favouritesByType(facts, tags).values()) {
      result = result.join(favourites(facts, alike), new String[] {"one_id"}, "left_outer");
    }
    for (Tag tag : tags) {
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

  /** Values are compared as what they are: numbers among numbers, texts among texts. */
  private static Map<String, List<Tag>> favouritesByType(Dataset<Row> facts, List<Tag> tags) {
    Map<String, List<Tag>> byType = new TreeMap<>();
    for (Tag tag : tags) {
      if (of(tag).measure() == Measure.MOST) {
        String type = facts.select(favoured(tag)).schema().apply(0).dataType().sql();
        byType.computeIfAbsent(type, t -> new ArrayList<>()).add(tag);
      }
    }
    return byType;
  }

  /** A fact's value that may be the favourite; null where it does not count. */
  private static Column favoured(Tag tag) {
    Behaviour behaviour = of(tag);
    return when(matches(behaviour), expr(behaviour.most().orElseThrow())).as(tag.name());
  }

  /** The value that weighs most, the smallest of equals; all tags are of one kind and type. */
  private static Dataset<Row> favourites(Dataset<Row> facts, List<Tag> tags) {
    Column weight = of(tags.get(0)).of() == Of.PURCHASE ? col("net") : lit(1);
    List<Column> values = new ArrayList<>();
    values.add(col("one_id"));
    values.add(weight.as("_weight"));
    tags.forEach(tag -> values.add(favoured(tag)));
    Column order = struct(negate(col("_weight")), col("_value"));
    Column[] favourites =
        tags.stream()
            .map(Tag::name)
            .map(tag -> min_by(col("_value"), when(col("_tag").equalTo(tag), order)).as(tag))
            .toArray(Column[]::new);
    return facts
        .select(values.toArray(Column[]::new))
        .unpivot(
            new Column[] {col("one_id"), col("_weight")},
            tags.stream().map(tag -> col(tag.name())).toArray(Column[]::new),
            "_tag",
            "_value")
        .where(col("_value").isNotNull())
        .groupBy("one_id", "_tag", "_value")
        .agg(sum("_weight").as("_weight"))
        .groupBy("one_id")
        .agg(favourites[0], Arrays.copyOfRange(favourites, 1, favourites.length));
  }
}
