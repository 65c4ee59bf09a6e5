package io.tributary.journey;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_date;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Journey;
import io.tributary.workspace.Journey.Kind;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who has an anchor from which a journey may begin tonight, for all journeys in one pass over
 * {@code customers}.
 *
 * <p>Rules that surprise: an anchor is too old after {@code enter_within} days, so that a journey
 * that is new begins with the people of these days and not with everybody. Where steps lie before
 * the day, those enter too whose day is still ahead, by as much. Of several events the newest is
 * the anchor. Who was born on 29 February has a birthday on 1 March of a common year.
 */
final class Anchors {
  private final List<Journey> journeys;
  private final LocalDate date;

  Anchors(List<Journey> journeys, LocalDate date) {
    this.journeys = journeys;
    this.date = date;
  }

  private static String place(int journey) {
    return "_anchor_" + journey;
  }

  /** Whether a journey begins with this. */
  boolean ask(Kind kind) {
    return journeys.stream().anyMatch(j -> j.anchor().kind() == kind);
  }

  /**
   * The newest events that are anchors, a row per person: {@code one_id} and a day per journey.
   *
   * @param events {@code one_id, occurred_on, days_ago} and the columns of an event
   */
  Dataset<Row> ofEvents(Dataset<Row> events) {
    return newest(events.where(col("days_ago").lt(longestWindow())), Kind.EVENT, "occurred_on");
  }

  /**
   * The newest orders that wait for their payment, a row per person: {@code one_id} and a day per
   * journey.
   *
   * @param orders rows of {@code orders}
   */
  Dataset<Row> ofUnpaidOrders(Dataset<Row> orders) {
    Column oldest = lit(Date.valueOf(date.minusDays(longestWindow())));
    return newest(
        waiting(orders).where(col("ordered_on").gt(oldest)), Kind.UNPAID_ORDER, "ordered_on");
  }

  /** Somebody's orders that wait for their payment. */
  static Dataset<Row> waiting(Dataset<Row> orders) {
    return orders.where(col("status").equalTo("unpaid").and(col("one_id").isNotNull()));
  }

  private int longestWindow() {
    return journeys.stream().mapToInt(Journey::enterWithinDays).max().orElse(0);
  }

  private Dataset<Row> newest(Dataset<Row> facts, Kind kind, String day) {
    List<Column> days = new ArrayList<>();
    for (int i = 0; i < journeys.size(); i++) {
      Journey.Anchor anchor = journeys.get(i).anchor();
      if (anchor.kind() == kind) {
        Column counts = anchor.condition().map(sql -> expr(sql)).orElse(lit(true));
        days.add(max(when(counts, col(day))).as(place(i)));
      }
    }
    return facts
        .groupBy("one_id")
        .agg(days.get(0), days.subList(1, days.size()).toArray(Column[]::new));
  }

  /**
   * The anchors: {@code journey} (its name), {@code one_id, anchor_on, entry_category_l1}.
   *
   * @param customers rows of {@code customers}
   * @param found of events and unpaid orders, as above
   */
  Dataset<Row> of(Dataset<Row> customers, List<Dataset<Row>> found) {
    Dataset<Row> rows = customers;
    for (Dataset<Row> some : found) {
      rows = rows.join(some, new String[] {"one_id"}, "left_outer");
    }
    List<Column> anchors = new ArrayList<>();
    for (int i = 0; i < journeys.size(); i++) {
      anchors.add(anchor(i));
    }
    Column names = lit(journeys.stream().map(Journey::name).toArray(String[]::new));
    Column[] days = anchors.toArray(Column[]::new);
    return rows.where(coalesce(days).isNotNull())
        .select(
            col("one_id"),
            col("entry_category_l1"),
            posexplode(array(days)).as(new String[] {"at", "anchor_on"}))
        .where(col("anchor_on").isNotNull())
        .select(
            names.getItem(col("at")).as("journey"),
            col("one_id"),
            col("anchor_on"),
            col("entry_category_l1"));
  }

  private Column anchor(int place) {
    Journey journey = journeys.get(place);
    LocalDate newest = date.plusDays(journey.leadDays());
    LocalDate oldest = date.minusDays(journey.enterWithinDays() - 1L);
    Column day = day(place, newest);
    Column isTime = day.between(lit(Date.valueOf(oldest)), lit(Date.valueOf(newest)));
    Optional<Column> where = journey.where().map(sql -> expr(sql));
    return when(where.map(isTime::and).orElse(isTime), day).cast("date");
  }

  private Column day(int place, LocalDate newest) {
    Journey.Anchor anchor = journeys.get(place).anchor();
    Object[] groups = anchor.groups().toArray();
    return switch (anchor.kind()) {
      case JOINED -> col("member_since");
      case FIRST_PURCHASE -> col("entry_on");
      case LAST_PURCHASE -> col("last_purchase_on");
      case BIRTHDAY -> yearly(col("birthday"), newest);
      case ANNIVERSARY -> yearly(col("member_since"), newest);
      case LIFECYCLE -> when(col("lifecycle_group").isin(groups), col("lifecycle_since"));
      case STAGE -> when(col("stage").isin(groups), col("stage_since"));
      case EVENT, UNPAID_ORDER -> col(place(place));
    };
  }

  /** The last return of a day on or before a date; none in the year of the day itself. */
  private static Column yearly(Column day, LocalDate until) {
    Column last = lit(Date.valueOf(until));
    Column thisYear = in(day, until.getYear());
    Column latest = when(thisYear.leq(last), thisYear).otherwise(in(day, until.getYear() - 1));
    return when(latest.gt(day), latest);
  }

  /** A day of the month that a year lacks is the first of the next month. */
  private static Column in(Column day, int year) {
    return date_add(make_date(lit(year), month(day), lit(1)), dayofmonth(day).minus(1));
  }
}
