package io.tributary.repurchase;

import io.tributary.statistics.KaplanMeier;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of {@code repurchase_curve}, one per group and day, and of {@code repurchase_timing},
 * one per group.
 *
 * <p>A rule that surprises: step 0 has a row for day 0, since people who join at the counter buy on
 * that day; the others begin with day 1.
 */
final class CurveRows {
  static final StructType CURVE =
      StructType.fromDDL(
          "step int, dimension string, level string, day int, customers bigint, at_risk bigint,"
              + " events bigint, km_rate double, km_low double, km_high double, naive_rate double,"
              + " mature_rate double, mature_customers bigint, as_of date");

  static final StructType TIMING =
      StructType.fromDDL(
          "step int, dimension string, level string, customers bigint, events bigint,"
              + " km_rate_horizon double, day_25 int, day_50 int, day_75 int, peak_day int, note"
              + " string, as_of date");

  private final List<Row> curve = new ArrayList<>();
  private final List<Row> timing = new ArrayList<>();

  /** The rows of some groups. */
  CurveRows(List<Group> groups, RepurchaseRules rules, LocalDate date) {
    Date asOf = Date.valueOf(date);
    for (Group group : groups) {
      KaplanMeier estimate = new KaplanMeier(group.counts());
      addCurve(group, estimate, asOf);
      addTiming(group, Timing.of(estimate, rules), asOf);
    }
  }

  private void addCurve(Group group, KaplanMeier estimate, Date asOf) {
    for (int day = group.step() == 0 ? 0 : 1; day <= estimate.lastDay(); day++) {
      curve.add(
          RowFactory.create(
              group.step(),
              group.dimension().column(),
              group.level(),
              day,
              estimate.people(),
              estimate.atRisk(day),
              estimate.events(day),
              estimate.rate(day),
              estimate.low(day),
              estimate.high(day),
              estimate.naiveRate(day),
              estimate.matureRate(day),
              estimate.matured(day),
              asOf));
    }
  }

  private void addTiming(Group group, Timing when, Date asOf) {
    timing.add(
        RowFactory.create(
            group.step(),
            group.dimension().column(),
            group.level(),
            when.customers(),
            when.events(),
            when.rate(),
            when.day25(),
            when.day50(),
            when.day75(),
            when.peakDay(),
            when.note(),
            asOf));
  }

  List<Row> curve() {
    return curve;
  }

  List<Row> timing() {
    return timing;
  }
}
