package io.tributary.repurchase;

import io.tributary.customer.CustomerRules;
import io.tributary.customer.History;
import io.tributary.customer.PurchaseDays;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.RawRows;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The view of who stays that every shop knows: of the customers whose first purchase lies in a
 * month, how many buy in that month, in the next one, and so on.
 *
 * <p>A rule that surprises: months that have not ended are in it, marked as such. It takes no
 * account of how long anybody could be followed; {@code repurchase_curve} does.
 */
final class CohortRetention implements Serializable {
  private static final long serialVersionUID = 1L;

  static final StructType SCHEMA =
      StructType.fromDDL(
          "cohort_month date, month_offset int, customers bigint, active bigint, retention double,"
              + " is_complete boolean, as_of date");

  /** By month of the first purchase: how many were active how many months later. */
  private final TreeMap<Integer, long[]> cohorts = new TreeMap<>();

  /** Counts the customers of a ledger whose first purchase is known to be the first. */
  static CohortRetention of(Dataset<Row> ledger, CustomerRules rules) {
    Dataset<Row> days =
        ledger.where(functions.col("one_id").isNotNull()).select("one_id", "order_day", "void_day");
    return RawRows.fold(days, new CohortRetention(), new Purchases(days.schema(), rules));
  }

  /** Counts the purchase days of a ledger row. */
  private record Purchases(StructType input, CustomerRules rules)
      implements RawRows.Folding<CohortRetention> {
    @Override
    public void add(CohortRetention result, InternalRow row) {
      PurchaseDays days = History.of(new LedgerRow(input).at(row)).asOf(rules.date());
      if (!days.isEmpty() && rules.isEntryKnown(days.first())) {
        int[] active = new int[days.count()];
        Arrays.setAll(active, days::day);
        result.add(active);
      }
    }

    @Override
    public void merge(CohortRetention result, CohortRetention other) {
      other.cohorts.forEach(result::add);
    }
  }

  /** Adds a customer by the days on which they were active, ascending. */
  void add(int[] days) {
    int first = month(days[0]);
    long[] active = new long[month(days[days.length - 1]) - first + 1];
    for (int day : days) {
      active[month(day) - first] = 1;
    }
    add(first, active);
  }

  private void add(int month, long[] active) {
    cohorts.merge(month, active, CohortRetention::sum);
  }

  private static long[] sum(long[] some, long[] others) {
    long[] sum = Arrays.copyOf(some, Math.max(some.length, others.length));
    for (int i = 0; i < others.length; i++) {
      sum[i] += others[i];
    }
    return sum;
  }

  private static int month(int day) {
    return month(LocalDate.ofEpochDay(day));
  }

  private static int month(LocalDate date) {
    return 12 * date.getYear() + date.getMonthValue() - 1;
  }

  /** The rows as of a date: every cohort with every month that has begun. */
  List<Row> rows(LocalDate date) {
    List<Row> rows = new ArrayList<>();
    int last = month(date);
    boolean hasEnded = date.equals(YearMonth.from(date).atEndOfMonth());
    cohorts.forEach(
        (cohort, active) -> {
          Date month = Date.valueOf(LocalDate.of(cohort / 12, cohort % 12 + 1, 1));
          long customers = active[0];
          for (int offset = 0; cohort + offset <= last; offset++) {
            long stayed = offset < active.length ? active[offset] : 0;
            rows.add(
                RowFactory.create(
                    month,
                    offset,
                    customers,
                    stayed,
                    (double) stayed / customers,
                    cohort + offset < last || hasEnded,
                    Date.valueOf(date)));
          }
        });
    return rows;
  }
}
