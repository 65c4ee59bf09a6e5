package io.tributary.preference;

import static org.apache.spark.sql.functions.col;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Measures;
import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.RawRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The customers that clusters are formed from: those with {@code min_purchases}, or of more of them
 * than {@link #MOST} the ones whose ids have the smallest hashes. From one night to the next these
 * are nearly the same people, wherever their rows lie.
 *
 * <p>Each is a point for every purchase after the first, up to {@link #MOST_POINTS}: MLlib's RDD
 * interface knows no weights. A share of two purchases is mostly chance, one of ten is a taste. On
 * generated customers the centres then lie nearer to the planted ones (testdata/README.md,
 * "Preferences").
 */
final class PreferenceSample implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** More customers hardly move a centre, but the silhouette takes time for each. */
  static final int MOST = 20_000;

  private static final int MOST_POINTS = 20;

  /** What training is bounded by; where most buy often, everybody has fewer points. */
  static final int MOST_POINTS_IN_ALL = 100_000;

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "hash bigint, one_id string, categories array<int>, roots array<double>, points int");

  /** Customers, and their points one after the other. */
  record Drawn(int customers, List<Vector> points) {}

  private final StructType input;
  private final Catalogue catalogue;
  private final PreferenceRules rules;
  private final int level;

  private PreferenceSample(
      StructType input, Catalogue catalogue, PreferenceRules rules, int level) {
    this.input = input;
    this.catalogue = catalogue;
    this.rules = rules;
    this.level = level;
  }

  /** The square roots of the shares of each, in the order of the hashes. */
  static Drawn of(Dataset<Row> ledger, Catalogue catalogue, PreferenceRules rules, int level) {
    Dataset<Row> customers = PreferenceRules.customers(ledger);
    int dimensions = catalogue.categories(level).count();
    List<Row> drawn =
        RawRows.map(
                customers,
                SCHEMA,
                new PreferenceSample(customers.schema(), catalogue, rules, level))
            .orderBy(col("hash"), col("one_id"))
            .limit(MOST)
            .collectAsList();
    int mostEach = mostEach(drawn.stream().mapToInt(row -> row.getInt(4)).toArray());
    List<Vector> points = new ArrayList<>();
    for (Row row : drawn) {
      Vector customer =
          Vectors.sparse(
              dimensions,
              row.<Integer>getList(2).stream().mapToInt(i -> i).toArray(),
              row.<Double>getList(3).stream().mapToDouble(d -> d).toArray());
      points.addAll(Collections.nCopies(Math.min(row.getInt(4), mostEach), customer));
    }
    return new Drawn(drawn.size(), points);
  }

  /** The largest number of points that each may have so that all together are not too many. */
  static int mostEach(int[] points) {
    int most = MOST_POINTS;
    while (most > 1 && pointsUpTo(most, points) > MOST_POINTS_IN_ALL) {
      most--;
    }
    return most;
  }

  private static long pointsUpTo(int most, int[] points) {
    return IntStream.of(points).mapToLong(n -> Math.min(n, most)).sum();
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    return new Iterator<>() {
      private InternalRow next;

      @Override
      public boolean hasNext() {
        while (next == null && rows.hasNext()) {
          LedgerRow row = reader.at(rows.next());
          next = vector(row.oneId(), rules.measures(row, catalogue));
        }
        return next != null;
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        InternalRow row = next;
        next = null;
        return row;
      }
    };
  }

  /** Null for a customer with too few purchases, or who bought nothing that has a product. */
  private InternalRow vector(UTF8String oneId, Measures measures) {
    if (!rules.isForming(measures)) {
      return null;
    }
    Tally spent = rules.spent(measures, level);
    if (spent.isEmpty()) {
      return null;
    }
    double total = spent.total();
    int[] places =
        IntStream.range(0, spent.size())
            .boxed()
            .sorted((a, b) -> Integer.compare(spent.key(a), spent.key(b)))
            .mapToInt(place -> place)
            .toArray();
    Object[] values = {
      XXH64.hashUTF8String(oneId, rules.seed()),
      oneId,
      new GenericArrayData(IntStream.of(places).map(spent::key).toArray()),
      new GenericArrayData(
          IntStream.of(places).mapToDouble(p -> Math.sqrt(spent.sum(p) / total)).toArray()),
      Math.min(Math.max(measures.purchases(Integer.MAX_VALUE) - 1, 1), MOST_POINTS)
    };
    return new GenericInternalRow(values);
  }
}
