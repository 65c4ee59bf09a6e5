package io.tributary.effect;

import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whose an order, message or coupon is for a campaign. People are merged: two who were assigned are
 * then one customer, and stay two people of the campaign. The record belongs to the one of them who
 * had the strongest of its identifiers when they were assigned; else to the one who was assigned
 * first. Each record belongs to one person of a campaign at most.
 */
final class Owners {
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final Dataset<Row> people;
  private final Column priorities;

  /**
   * Owners among people.
   *
   * @param people rows of {@code campaign_people} with {@code one_id}, who they are today, and
   *     {@code longest}, for how many days something of theirs counts
   */
  Owners(Dataset<Row> people, Collection<Namespace> namespaces) {
    this.people = people;
    List<Column> entries = new ArrayList<>();
    for (Namespace namespace : namespaces) {
      entries.add(lit(namespace.name()));
      entries.add(lit(namespace.priority()));
    }
    priorities = map(entries.toArray(Column[]::new));
  }

  /**
   * The customers of today: {@code campaign, one_id, people}.
   *
   * @param more columns of the people that their records shall have
   */
  Dataset<Row> customers(String... more) {
    List<Column> kept = new ArrayList<>();
    List.of("assigned_on", "person", "longest", "identifiers").forEach(c -> kept.add(col(c)));
    Arrays.stream(more).forEach(column -> kept.add(col(column)));
    return people
        .groupBy("one_id", "campaign")
        .agg(collect_list(struct(kept.toArray(Column[]::new))).as("people"));
  }

  /**
   * Whether on a day something of one of {@code people} counts.
   *
   * @param follows of two days, whether the first counts if the second is that of the assignment
   */
  static Column isAnyones(Column day, BinaryOperator<Column> follows) {
    return exists(col("people"), person -> counts(person, day, follows));
  }

  private static Column counts(Column person, Column day, BinaryOperator<Column> follows) {
    Column assignedOn = person.getField("assigned_on");
    return follows
        .apply(day, assignedOn)
        .and(day.leq(date_add(assignedOn, person.getField("longest"))));
  }

  /**
   * Of {@code people}, the owner of a record that names {@code identifiers}: a struct of {@code
   * rank, assigned_on, person} and more; null if it is {@linkplain #isAnyones nobody's}.
   */
  Column owner(Column day, BinaryOperator<Column> follows, String... more) {
    Column present = filter(col("people"), person -> counts(person, day, follows));
    return array_min(
        transform(
            present,
            person -> {
              List<Column> fields = new ArrayList<>();
              fields.add(rank(person.getField("identifiers")).as("rank"));
              fields.add(person.getField("assigned_on").as("assigned_on"));
              fields.add(person.getField("person").as("person"));
              Arrays.stream(more).forEach(column -> fields.add(person.getField(column).as(column)));
              return struct(fields.toArray(Column[]::new));
            }));
  }

  /** The priority of the strongest identifier that the record and a person have in common. */
  private Column rank(Column known) {
    Column common = array_intersect(known, col("identifiers"));
    return coalesce(
        array_min(transform(common, i -> element_at(priorities, i.getField("namespace")))),
        lit(UNKNOWN));
  }

  /** Whether an owner had one of the record's identifiers when they were assigned. */
  static Column isKnown(Column owner) {
    return owner.getField("rank").lt(UNKNOWN);
  }
}
