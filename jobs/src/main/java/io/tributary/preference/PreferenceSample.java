package io.tributary.preference;

import static org.apache.spark.sql.functions.col;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Measures;
import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
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
 * <p>Who has bought much counts for more. Shares of two purchases are mostly chance: many who made
 * them lie nearer to another taste than to their own, and pull its centre to the middle. So a
 * customer weighs the third power of the purchases after the first, of {@link #MOST_PURCHASES} at
 * most; MLlib's RDD interface knows no weights, so that this is how many equal points there are. On
 * generated customers the centres then come close to the planted shares (testdata/README.md,
 * "Preferences").
 */
final class PreferenceSample implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** More customers hardly move a centre, but the silhouette takes time for each. */
  static final int MOST = 20_000;

  /** Who buys even more says hardly more of their taste, and must not be a cluster alone. */
  private static final int MOST_PURCHASES = 15;

  /** What training is bounded by: points of all customers. */
  private static final int MOST_POINTS = 50_000;

  /** So few are no matter, and let nobody of a few customers be left out. */
  private static final int FEW_POINTS = 5_000;

  /** Points for each customer in between: with more, centres are no better. */
  private static final int POINTS_EACH = 10;

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "hash bigint, one_id string, categories array<int>, roots array<double>, weight int");

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
    Dataset<Row> customers = LedgerTable.purchases(ledger);
    int dimensions = catalogue.categories(level).count();
    List<Row> drawn =
        RawRows.map(
                customers,
                SCHEMA,
                new PreferenceSample(customers.schema(), catalogue, rules, level))
            .orderBy(col("hash"), col("one_id"))
            .limit(MOST)
            .collectAsList();
    double pointsOfOne = pointsOfOne(drawn.stream().mapToInt(row -> row.getInt(4)).toArray());
    List<Vector> points = new ArrayList<>();
    for (Row row : drawn) {
      Vector customer =
          Vectors.sparse(
              dimensions,
              row.<Integer>getList(2).stream().mapToInt(i -> i).toArray(),
              row.<Double>getList(3).stream().mapToDouble(d -> d).toArray());
      int copies = points(row.getInt(4) * pointsOfOne, row.getLong(0));
      points.addAll(Collections.nCopies(copies, customer));
    }
    return new Drawn(drawn.size(), points);
  }

  /** A customer's weight by their purchases, from two on. */
  static int weight(int purchases) {
    int counted = Math.min(Math.max(purchases - 1, 1), MOST_PURCHASES);
    return counted * counted * counted;
  }

  /** How many points there are for a weight of 1, so that all together are not too many. */
  static double pointsOfOne(int[] weights) {
    long all = IntStream.of(weights).asLongStream().sum();
    int most = Math.min(MOST_POINTS, Math.max(FEW_POINTS, POINTS_EACH * weights.length));
    return Math.min(1, (double) most / Math.max(all, 1));
  }

  /**
   * Whole points for a fraction of one: as many customers as it says, always the same ones.
   *
   * @param hash of the customer's id
   */
  static int points(double expected, long hash) {
    return (int) (expected + new SplittableRandom(hash).nextDouble());
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
      weight(measures.purchases(Integer.MAX_VALUE))
    };
    return new GenericInternalRow(values);
  }
}
