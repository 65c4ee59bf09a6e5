package io.tributary.insight;

import io.tributary.lake.TableSpec;
import io.tributary.statistics.WilsonInterval;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Rows of a published table in the making, column by column by their names. */
public final class TableRows {
  private final TableSpec spec;
  private final Date date;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** No rows yet of a table as of a date. */
  public TableRows(TableSpec spec, LocalDate date) {
    this.spec = spec;
    this.date = Date.valueOf(date);
    spec.columnNames().forEach(name -> places.put(name, places.size()));
  }

  /** One row; columns that are not set are null. */
  public final class Cells {
    private final Object[] values = new Object[places.size()];

    public Cells set(String column, Object value) {
      Integer place = places.get(column);
      if (place == null) {
        throw new IllegalArgumentException(spec.name() + " has no column " + column);
      }
      values[place] = value;
      return this;
    }

    /** Sets a column to an amount of cents. */
    public Cells money(String column, long cents) {
      return set(column, BigDecimal.valueOf(cents, 2));
    }

    /** Sets a column to a part of a whole; null where the whole is 0. */
    public Cells share(String column, long part, long whole) {
      return set(column, quotient(part, whole));
    }

    /**
     * Sets a column to a part of a whole, and those with {@code _low} and {@code _high} to the ends
     * of its interval; null where the whole is 0.
     */
    Cells shareWithInterval(String column, long part, long whole) {
      if (whole > 0) {
        WilsonInterval interval = WilsonInterval.of(part, whole);
        set(column + "_low", interval.low()).set(column + "_high", interval.high());
      }
      return share(column, part, whole);
    }

    /** Sets a column to an amount of cents per piece, in the currency's unit. */
    public Cells average(String column, long cents, long pieces) {
      return set(column, quotient(cents, 100.0 * pieces));
    }

    /** Ends the row. */
    public void add() {
      set("as_of", date);
      rows.add(RowFactory.create(values));
    }
  }

  /** The table's name. */
  public String table() {
    return spec.name();
  }

  public Cells next() {
    return new Cells();
  }

  /** A quotient; null where the divisor is 0. */
  public static Double quotient(double part, double whole) {
    return whole == 0 ? null : part / whole;
  }

  /** The rows as a dataset. */
  public Dataset<Row> dataset(SparkSession spark) {
    StructType schema = new StructType();
    for (TableSpec.ColumnSpec column : spec.columns()) {
      schema = schema.add(column.name(), DataType.fromDDL(column.type()));
    }
    return spark.createDataFrame(rows, schema).coalesce(1);
  }

  /** The rows, each with the columns of the table's contract. */
  public List<Row> rows() {
    return rows;
  }

  public int size() {
    return rows.size();
  }
}
