package io.tributary.journey;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.JourneyStep.Learned;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The days that {@code repurchase_timing} recommends between the first and the second purchase: of
 * the entry category where there is one, else of all customers, else none.
 */
final class LearnedDays {
  private static final String ALL = "all";
  private static final String CATEGORY = "entry_category_l1";

  private final Map<Learned, Map<String, Integer>> byCategory = new EnumMap<>(Learned.class);
  private final Map<Learned, Integer> ofAll = new EnumMap<>(Learned.class);

  private LearnedDays() {}

  /** Before anything is learned. */
  static LearnedDays none() {
    return new LearnedDays();
  }

  /**
   * The days.
   *
   * @param timing rows of {@code repurchase_timing}
   */
  static LearnedDays of(Dataset<Row> timing) {
    LearnedDays days = new LearnedDays();
    List<Row> rows =
        timing
            .where(col("step").equalTo(1).and(col("dimension").isin(ALL, CATEGORY)))
            .select("dimension", "level", "day_25", "day_50", "day_75", "peak_day")
            .collectAsList();
    for (Row row : rows) {
      for (Learned learned : Learned.values()) {
        if (!row.isNullAt(row.fieldIndex(column(learned)))) {
          int day = row.getAs(column(learned));
          if (row.getString(0).equals(ALL)) {
            days.ofAll.put(learned, day);
          } else {
            days.byCategory
                .computeIfAbsent(learned, none -> new TreeMap<>())
                .put(row.getString(1), day);
          }
        }
      }
    }
    return days;
  }

  /** The column of the table, and the word in the plan. */
  static String column(Learned learned) {
    return learned.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The day of a step.
   *
   * @param learned which day is asked for; null: {@code otherwise} counts
   * @param otherwise the day where none is recommended, may be null
   */
  Column day(Column learned, Column category, Column otherwise) {
    Column day = otherwise;
    for (Learned kind : Learned.values()) {
      Column recommended = lit(ofAll.get(kind)).cast("int");
      for (Map.Entry<String, Integer> own : byCategory.getOrDefault(kind, Map.of()).entrySet()) {
        recommended = when(category.equalTo(own.getKey()), own.getValue()).otherwise(recommended);
      }
      day = when(learned.equalTo(column(kind)), coalesce(recommended, otherwise)).otherwise(day);
    }
    return day;
  }
}
