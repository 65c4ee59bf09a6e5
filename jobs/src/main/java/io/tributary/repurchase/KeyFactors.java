package io.tributary.repurchase;

import io.tributary.repurchase.AdjustedEffects.Effect;
import io.tributary.statistics.BenjaminiHochberg;
import io.tributary.statistics.KaplanMeier;
import io.tributary.statistics.LogRank;
import io.tributary.statistics.SurvivalCounts;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of {@code repurchase_factors}: each level of what is known of a first purchase against
 * all others that have a level of the same factor. Gender and age band are compared among those who
 * were members at their first purchase.
 */
final class KeyFactors {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "factor string, level string, customers bigint, events bigint, km_rate double, km_low"
              + " double, km_high double, difference double, p double, q double, adjusted_effect"
              + " double, adjusted_low double, adjusted_high double, note string, as_of date");

  private final int horizon;
  private final List<Level> levels = new ArrayList<>();

  /**
   * A level compared.
   *
   * @param difference null where one of the two curves ends before the horizon
   * @param p null where there is nothing to compare
   */
  private record Level(
      Group group, KaplanMeier curve, Double difference, Double p, Effect adjusted) {}

  /** Compares all levels of all factors. */
  KeyFactors(RepurchaseCounts counts, RepurchaseRules rules) {
    horizon = rules.horizonDays();
    for (Dimension factor : Dimension.factors()) {
      SurvivalCounts all = counts.all(factor);
      AdjustedEffects effects = new AdjustedEffects(counts.cells(), factor);
      counts.levels(factor).parallelStream()
          .map(group -> compare(group, all.without(group.counts()), effects))
          .forEachOrdered(levels::add);
    }
  }

  private Level compare(Group group, SurvivalCounts others, AdjustedEffects effects) {
    KaplanMeier curve = new KaplanMeier(group.counts());
    Double rate = curve.rate(horizon);
    Double otherRate = new KaplanMeier(others).rate(horizon);
    Double difference = rate == null || otherRate == null ? null : Double.valueOf(rate - otherRate);
    Double p = LogRank.of(group.counts(), others, horizon).map(LogRank::p).orElse(null);
    return new Level(group, curve, difference, p, effects.of(group.code()));
  }

  /** The rows as of a date. */
  List<Row> rows(LocalDate date) {
    List<Double> q = BenjaminiHochberg.adjust(levels.stream().map(Level::p).toList());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      KaplanMeier curve = level.curve();
      Effect adjusted = level.adjusted();
      rows.add(
          RowFactory.create(
              level.group().dimension().column(),
              level.group().level(),
              curve.people(),
              curve.eventsUntil(horizon),
              curve.rate(horizon),
              curve.low(horizon),
              curve.high(horizon),
              level.difference(),
              level.p(),
              q.get(i),
              adjusted.points(),
              adjusted.low(),
              adjusted.high(),
              adjusted.note(),
              Date.valueOf(date)));
    }
    return rows;
  }
}
