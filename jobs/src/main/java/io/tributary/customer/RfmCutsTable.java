package io.tributary.customer;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The published table {@code rfm_cuts}: one row per metric and cut, with the metric's mean. */
final class RfmCutsTable {
  private RfmCutsTable() {}

  /** The rows; monetary values in the currency's unit. */
  static Dataset<Row> of(RfmCuts cuts, SparkSession spark, LocalDate date) {
    List<Row> rows = new ArrayList<>();
    add(rows, "recency", cuts.recency(), 1, date);
    add(rows, "frequency", cuts.frequency(), 1, date);
    add(rows, "monetary", cuts.monetary(), 100, date);
    return spark.createDataFrame(
        rows, StructType.fromDDL("metric string, score int, cut double, mean double, as_of date"));
  }

  private static void add(
      List<Row> rows, String name, RfmCuts.Metric metric, double unit, LocalDate date) {
    long[] cuts = metric.cuts();
    for (int i = 0; i < cuts.length; i++) {
      rows.add(
          RowFactory.create(name, i + 1, cuts[i] / unit, metric.mean() / unit, Date.valueOf(date)));
    }
  }
}
