package io.tributary.report;

import static io.tributary.lake.TableSpec.ColumnSpec.required;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.report.Headlines.Headline;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The headline numbers of every night, {@code report_history}: what a night is compared with. */
final class NightHistory {
  static final TableSpec SPEC =
      new TableSpec(
          "report_history",
          "One headline number of one night",
          List.of("as_of", "measure"),
          List.of(
              required("as_of", "date", "The business date of the night"),
              required("measure", "string", "The number's name"),
              required("value", "double", "The number")),
          false);

  /** From so many days ago on, a night is a month ago. */
  private static final int MONTH = 30;

  /** A night longer ago than this is no month ago any more. */
  private static final int LONGEST_MONTH = 45;

  private final TreeMap<LocalDate, Map<String, Double>> nights;

  private NightHistory(TreeMap<LocalDate, Map<String, Double>> nights) {
    this.nights = nights;
  }

  /** Numbers by night and name. */
  static NightHistory of(TreeMap<LocalDate, Map<String, Double>> nights) {
    return new NightHistory(nights);
  }

  /** What the lake remembers. */
  static NightHistory read(Lake lake) {
    TreeMap<LocalDate, Map<String, Double>> nights = new TreeMap<>();
    for (Row row : lake.readOrEmpty(SPEC).collectAsList()) {
      nights
          .computeIfAbsent(row.getDate(0).toLocalDate(), night -> new TreeMap<>())
          .put(row.getString(1), row.getDouble(2));
    }
    return of(nights);
  }

  /** The last night before a date. */
  Optional<LocalDate> lastNight(LocalDate date) {
    return Optional.ofNullable(nights.lowerKey(date));
  }

  /** The last night that is a month before a date. */
  Optional<LocalDate> monthAgo(LocalDate date) {
    return Optional.ofNullable(nights.floorKey(date.minusDays(MONTH)))
        .filter(night -> !night.isBefore(date.minusDays(LONGEST_MONTH)));
  }

  /** A number as it was on a night; null if it was none. */
  Double value(Optional<LocalDate> night, String measure) {
    return night.map(nights::get).map(numbers -> numbers.get(measure)).orElse(null);
  }

  /** Remembers a night; what was remembered of the same date goes. */
  void write(Lake lake, SparkSession spark, LocalDate date, List<Headline> headlines) {
    Map<String, Double> tonight = new TreeMap<>();
    headlines.forEach(headline -> tonight.put(headline.measure(), headline.value()));
    nights.put(date, tonight);
    List<Row> rows = new ArrayList<>();
    nights.forEach(
        (night, numbers) ->
            numbers.forEach(
                (measure, value) ->
                    rows.add(RowFactory.create(Date.valueOf(night), measure, value))));
    lake.overwrite(SPEC, spark.createDataFrame(rows, lake.empty(SPEC).schema()));
  }
}
