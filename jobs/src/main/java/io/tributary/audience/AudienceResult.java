package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;

import io.tributary.workspace.Audience;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of the people of an audience on one night, as the ledger has it.
 *
 * @param counts {@code people} by {@code status, reason, arm}
 */
record AudienceResult(Audience audience, List<Map<String, Object>> counts, long selected) {
  private static final int COMPARABLE_DAYS = 60;

  /**
   * The results, a row of counts per group, in a steady order.
   *
   * @param tonight rows of {@code audience_ledger} of one night
   */
  static List<AudienceResult> of(Dataset<Row> tonight, List<Audience> audiences) {
    Map<String, List<Map<String, Object>>> counts = new TreeMap<>();
    Map<String, Long> selected = new TreeMap<>();
    List<Row> groups =
        tonight
            .groupBy("audience", "status", "reason", "arm")
            .count()
            .orderBy("audience", "status", "reason", "arm")
            .collectAsList();
    for (Row row : groups) {
      Map<String, Object> group = new LinkedHashMap<>();
      group.put("status", row.getString(1));
      group.put("reason", row.getString(2));
      group.put("arm", row.getString(3));
      group.put("people", row.getLong(4));
      counts.computeIfAbsent(row.getString(0), none -> new ArrayList<>()).add(group);
      if (row.getString(1).equals("selected")) {
        selected.merge(row.getString(0), row.getLong(4), Long::sum);
      }
    }
    return audiences.stream()
        .map(
            a ->
                new AudienceResult(
                    a,
                    counts.getOrDefault(a.name(), List.of()),
                    selected.getOrDefault(a.name(), 0L)))
        .toList();
  }

  /**
   * How many people fitted each audience on its last night before a date, if its definition was the
   * same then. What is older than {@link #COMPARABLE_DAYS} is no measure for tonight.
   */
  static Map<String, Long> fittingBefore(
      Dataset<Row> ledger, List<Audience> audiences, LocalDate date) {
    Dataset<Row> comparable =
        ledger.where(
            col("as_of")
                .lt(lit(Date.valueOf(date)))
                .and(col("as_of").geq(lit(Date.valueOf(date.minusDays(COMPARABLE_DAYS))))));
    Date last = comparable.agg(max("as_of")).head().getDate(0);
    if (last == null) {
      return Map.of();
    }
    // Nearly all were selected on the last night, so that the others need not be read.
    Map<String, Long> before = newest(comparable.where(col("as_of").equalTo(last)), audiences);
    List<Audience> others = audiences.stream().filter(a -> !before.containsKey(a.name())).toList();
    if (!others.isEmpty()) {
      before.putAll(newest(comparable, others));
    }
    return before;
  }

  /** How many people fitted audiences on the last of some nights on which each was selected. */
  private static Map<String, Long> newest(Dataset<Row> ledger, List<Audience> audiences) {
    Column isAsked = lit(false);
    for (Audience audience : audiences) {
      Column isVersion = col("definition_version").equalTo(audience.version());
      isAsked = isAsked.or(col("audience").equalTo(audience.name()).and(isVersion));
    }
    Map<String, Long> before = new TreeMap<>();
    ledger
        .where(isAsked)
        .groupBy("audience", "as_of")
        .count()
        .groupBy("audience")
        .agg(max_by(col("count"), col("as_of")))
        .collectAsList()
        .forEach(row -> before.put(row.getString(0), row.getLong(1)));
    return before;
  }
}
