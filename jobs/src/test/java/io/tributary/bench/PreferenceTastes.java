package io.tributary.bench;

import static org.apache.spark.sql.functions.col;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Measures;
import io.tributary.customer.NearestCluster;
import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;

/** The tastes of customers with a planted one: that, the found one, and what is told by others. */
final class PreferenceTastes {
  /** Share of baskets that follow no taste, as the generator's truth says. */
  private static final double STRAY = 0.12;

  private static final StructType VECTORS =
      StructType.fromDDL(
          "one_id string, purchases int, orders int, cluster int, label string, categories"
              + " array<int>, shares array<double>, lines array<int>");

  /**
   * A customer.
   *
   * @param planted the truth
   * @param cluster as learnt
   * @param isForming whether they have {@code min_purchases}
   */
  record Taste(
      String planted,
      int cluster,
      String label,
      int orders,
      boolean isForming,
      int mostLikely,
      int nearestPlanted,
      int nearestTrue) {}

  private final Catalogue catalogue;
  private final Settings settings;
  private final int date;
  private final List<String> names;
  private final double[][] shares;
  private final Map<String, String> truth;

  PreferenceTastes(
      Catalogue catalogue,
      Settings settings,
      LocalDate date,
      Map<String, Map<String, Double>> planted,
      Map<String, String> truth) {
    this.catalogue = catalogue;
    this.settings = settings;
    this.date = Math.toIntExact(date.toEpochDay());
    this.truth = truth;
    names = List.copyOf(planted.keySet());
    Catalogue.Names categories = catalogue.categories(level());
    shares = new double[names.size()][categories.count()];
    for (int i = 0; i < shares.length; i++) {
      for (int c = 0; c < categories.count(); c++) {
        double liked = planted.get(names.get(i)).getOrDefault(categories.name(c), 0.0);
        shares[i][c] = (1 - STRAY) * liked + STRAY / categories.count();
      }
    }
  }

  private int level() {
    return settings.categoryPreference().level().ordinal();
  }

  /** Everybody with a purchase and a planted taste. */
  Map<String, Taste> of(Dataset<Row> ledger, NearestCluster clusters) {
    List<Row> rows =
        vectors(ledger, clusters).collectAsList().stream()
            .filter(row -> truth.containsKey(row.getString(0)))
            .toList();
    double[][] roots = new double[shares.length][];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = java.util.Arrays.stream(shares[i]).map(Math::sqrt).toArray();
    }
    double[][] centres = trueCentres(rows);
    Map<String, Taste> tastes = new HashMap<>();
    for (Row row : rows) {
      boolean isForming = row.getInt(1) >= settings.categoryPreference().minPurchases();
      tastes.put(
          row.getString(0),
          new Taste(
              truth.get(row.getString(0)),
              row.getInt(3),
              row.getString(4),
              row.getInt(2),
              isForming,
              mostLikely(row),
              nearest(row, roots),
              nearest(row, centres)));
    }
    return tastes;
  }

  private Dataset<Row> vectors(Dataset<Row> ledger, NearestCluster clusters) {
    Dataset<Row> customers = ledger.where(col("one_id").isNotNull());
    StructType schema = customers.schema();
    Catalogue names = catalogue;
    PurchaseUnit unit = settings.purchaseUnit();
    int window = settings.categoryPreference().windowDays();
    int asOf = date;
    int level = level();
    return RawRows.map(
        customers,
        VECTORS,
        rows -> vectors(rows, new LedgerRow(schema), names, unit, window, asOf, level, clusters));
  }

  private static Iterator<InternalRow> vectors(
      Iterator<InternalRow> rows,
      LedgerRow reader,
      Catalogue catalogue,
      PurchaseUnit unit,
      int window,
      int date,
      int level,
      NearestCluster clusters) {
    List<InternalRow> vectors = new ArrayList<>();
    while (rows.hasNext()) {
      LedgerRow row = reader.at(rows.next());
      Measures measures = new Measures(row, catalogue, unit, date);
      Tally spent = measures.hasPurchase() ? measures.preferences(level, window) : new Tally();
      if (spent.isEmpty()) {
        continue;
      }
      int[] lines = lines(row, catalogue, level, date, window);
      int[] categories = new int[spent.size()];
      double[] shares = new double[spent.size()];
      int[] bought = new int[spent.size()];
      for (int place = 0; place < categories.length; place++) {
        categories[place] = spent.key(place);
        shares[place] = (double) spent.sum(place) / spent.total();
        bought[place] = lines[categories[place]];
      }
      int cluster = clusters.nearest(spent);
      vectors.add(
          new GenericInternalRow(
              new Object[] {
                row.oneId(),
                measures.purchases(Integer.MAX_VALUE),
                measures.orders(),
                clusters.id(cluster),
                org.apache.spark.unsafe.types.UTF8String.fromString(clusters.label(cluster)),
                new GenericArrayData(categories),
                new GenericArrayData(shares),
                new GenericArrayData(bought)
              }));
    }
    return vectors.iterator();
  }

  /** Lines by category, of the orders that a preference looks at. */
  private static int[] lines(LedgerRow row, Catalogue catalogue, int level, int date, int window) {
    int[] lines = new int[catalogue.categories(level).count()];
    int[] days = row.orderDays();
    int[] voidDays = row.voidDays();
    int[] counts = row.lineCounts();
    int[] products = row.products();
    int last = 0;
    for (int i = 0; i < days.length; i++) {
      last = days[i] <= date && voidDays[i] > date ? days[i] : last;
    }
    int line = 0;
    for (int i = 0; i < days.length; i++) {
      boolean isSeen = days[i] <= date && voidDays[i] > date && last - days[i] < window;
      for (int end = line + counts[i]; line < end; line++) {
        lines[catalogue.category(level, products[line])] += isSeen ? 1 : 0;
      }
    }
    return lines;
  }

  private int mostLikely(Row row) {
    double[] likelihood = new double[shares.length];
    for (int i = 0; i < likelihood.length; i++) {
      for (int place = 0; place < row.getList(5).size(); place++) {
        int category = row.<Integer>getList(5).get(place);
        likelihood[i] += row.<Integer>getList(7).get(place) * Math.log(shares[i][category]);
      }
    }
    return largest(likelihood);
  }

  private static int nearest(Row row, double[][] centres) {
    double[] closeness = new double[centres.length];
    for (int i = 0; i < closeness.length; i++) {
      double length = 0;
      for (double value : centres[i]) {
        length += value * value;
      }
      closeness[i] = -length;
      for (int place = 0; place < row.getList(5).size(); place++) {
        int category = row.<Integer>getList(5).get(place);
        closeness[i] += 2 * Math.sqrt(row.<Double>getList(6).get(place)) * centres[i][category];
      }
    }
    return largest(closeness);
  }

  private double[][] trueCentres(List<Row> rows) {
    double[][] centres = new double[shares.length][shares[0].length];
    int[] customers = new int[shares.length];
    for (Row row : rows) {
      if (row.getInt(1) >= settings.categoryPreference().minPurchases()) {
        int taste = names.indexOf(truth.get(row.getString(0)));
        customers[taste]++;
        for (int place = 0; place < row.getList(5).size(); place++) {
          centres[taste][row.<Integer>getList(5).get(place)] +=
              Math.sqrt(row.<Double>getList(6).get(place));
        }
      }
    }
    for (int i = 0; i < centres.length; i++) {
      for (int c = 0; c < centres[i].length; c++) {
        centres[i][c] /= Math.max(customers[i], 1);
      }
    }
    return centres;
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  /** The adjusted Rand index of a guess against what was planted, of those who form clusters. */
  static double randIndex(Collection<Taste> tastes, Function<Taste, Object> guess) {
    List<Taste> forming = tastes.stream().filter(Taste::isForming).toList();
    return RandIndex.of(
        forming.stream().map(guess).toList(), forming.stream().map(Taste::planted).toList());
  }
}
