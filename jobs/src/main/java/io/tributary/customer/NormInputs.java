package io.tributary.customer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Rfm;
import io.tributary.workspace.Settings.RfmThreshold;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * What all customers together say about each one: usual purchase cycles, and the cuts of RFM. A
 * pass over the ledger gives a few numbers per customer, as rows of {@code metric, bucket, value};
 * they are counted then.
 */
final class NormInputs implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  private static final int RECENCY = 0;
  private static final int FREQUENCY = 1;
  private static final int MONETARY = 2;

  /** Bucket: entry category; value: twice the median gap. */
  private static final int GAP = 3;

  private static final int GAP_BEFORE = 4;

  private static final StructType SCHEMA =
      StructType.fromDDL("metric int, bucket bigint, value bigint");

  private final StructType input;
  private final CustomerRules rules;
  private final Catalogue catalogue;

  private NormInputs(StructType input, CustomerRules rules, Catalogue catalogue) {
    this.input = input;
    this.rules = rules;
    this.catalogue = catalogue;
  }

  /** How many customers have which numbers: {@code metric, bucket, value, customers}. */
  static Dataset<Row> of(Dataset<Row> ledger, CustomerRules rules, Catalogue catalogue) {
    Dataset<Row> customers = LedgerTable.purchases(ledger);
    return RawRows.map(customers, SCHEMA, new NormInputs(customers.schema(), rules, catalogue))
        .groupBy("metric", "bucket", "value")
        .agg(count(lit(1)).as("customers"));
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    Queue<InternalRow> numbers = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (numbers.isEmpty() && rows.hasNext()) {
          LedgerRow row = reader.at(rows.next());
          add(numbers, row);
        }
        return !numbers.isEmpty();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return numbers.remove();
      }
    };
  }

  private void add(Queue<InternalRow> numbers, LedgerRow row) {
    History history = History.of(row);
    PurchaseDays days = history.asOf(rules.date);
    if (!days.isEmpty()) {
      Measures measures = new Measures(row, catalogue, rules.unit, rules.date);
      addRfm(numbers, measures, days);
      addGap(numbers, GAP, measures, days);
    }
    int before = rules.date - CustomerRules.DAYS_BEFORE;
    PurchaseDays daysBefore = history.asOf(before);
    if (daysBefore.gaps() > 0) {
      Measures measures = new Measures(row, catalogue, rules.unit, before);
      addGap(numbers, GAP_BEFORE, measures, daysBefore);
    }
  }

  private void addRfm(Queue<InternalRow> numbers, Measures measures, PurchaseDays days) {
    int recency = rules.date - days.last();
    if (recency < rules.rfmWindow) {
      addValue(numbers, RECENCY, recency);
      addValue(numbers, FREQUENCY, measures.purchases(rules.rfmWindow));
      addValue(numbers, MONETARY, measures.net(rules.rfmWindow));
    }
  }

  private static void addValue(Queue<InternalRow> numbers, int metric, long value) {
    numbers.add(row(metric, ExactRanks.bucket(value), value));
  }

  private static void addGap(
      Queue<InternalRow> numbers, int metric, Measures measures, PurchaseDays days) {
    if (days.gaps() > 0) {
      numbers.add(row(metric, measures.entryCategory(0), days.twiceMedianGap()));
    }
  }

  private static InternalRow row(int metric, long bucket, long value) {
    return new GenericInternalRow(new Object[] {metric, bucket, value});
  }

  /** The cycles that are usual: as of the date, and some days before. */
  static List<CycleNorms> cycles(Dataset<Row> numbers, Settings settings) {
    List<long[]> now = new ArrayList<>();
    List<long[]> before = new ArrayList<>();
    for (Row row : numbers.where(col("metric").geq(GAP)).collectAsList()) {
      long[] count = {row.getLong(1), row.getLong(2), row.getLong(3)};
      (row.getInt(0) == GAP ? now : before).add(count);
    }
    return List.of(new CycleNorms(now, settings.cycle()), new CycleNorms(before, settings.cycle()));
  }

  /** The cuts of RFM. */
  static RfmCuts cuts(Dataset<Row> numbers, Rfm settings) {
    int scores = settings.scores();
    ExactRanks ranks =
        new ExactRanks(
            numbers.where(col("metric").leq(MONETARY)).withColumnRenamed("customers", "rows"),
            scores);
    Optional<RfmThreshold> fixed = settings.threshold();
    return new RfmCuts(
        scores,
        metric(ranks, RECENCY, scores, fixed, RfmThreshold::recency),
        metric(ranks, FREQUENCY, scores, fixed, RfmThreshold::frequency),
        metric(ranks, MONETARY, scores, fixed, t -> t.monetary().movePointRight(2)));
  }

  private static RfmCuts.Metric metric(
      ExactRanks ranks,
      int metric,
      int scores,
      Optional<RfmThreshold> fixed,
      Function<RfmThreshold, BigDecimal> threshold) {
    double mean = ranks.cappedMean(metric);
    return new RfmCuts.Metric(
        ranks.cuts(metric, scores),
        mean,
        fixed.map(threshold).map(BigDecimal::doubleValue).orElse(mean));
  }
}
