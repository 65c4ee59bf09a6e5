package io.tributary.preference;

import static org.apache.spark.sql.functions.sum;

import io.tributary.customer.Catalogue;
import io.tributary.customer.Measures;
import io.tributary.customer.NearestCluster;
import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The pass over the ledger that assigns everybody to a cluster and adds up what each cluster buys:
 * a few numbers per partition. Shares are summed in whole billionths, so that the sums do not
 * depend on the order of the rows.
 */
final class ClusterSums implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  static final double WHOLE = 1e9;

  /** In the place of a category: customers who formed the cluster, and all who are in it. */
  static final int FORMED = -1;

  static final int ALL = -2;

  private static final StructType SCHEMA =
      StructType.fromDDL("cluster int, category int, amount bigint");

  private final StructType input;
  private final Catalogue catalogue;
  private final PreferenceRules rules;
  private final NearestCluster clusters;

  private ClusterSums(
      StructType input, Catalogue catalogue, PreferenceRules rules, NearestCluster clusters) {
    this.input = input;
    this.catalogue = catalogue;
    this.rules = rules;
    this.clusters = clusters;
  }

  /** What each cluster buys; clusters by their place. */
  static ClusterMix of(
      Dataset<Row> ledger, Catalogue catalogue, PreferenceRules rules, NearestCluster clusters) {
    Dataset<Row> customers = LedgerTable.purchases(ledger);
    List<Row> sums =
        RawRows.map(
                customers, SCHEMA, new ClusterSums(customers.schema(), catalogue, rules, clusters))
            .groupBy("cluster", "category")
            .agg(sum("amount"))
            .collectAsList();
    return new ClusterMix(sums, clusters.count(), catalogue.categories(clusters.level()).count());
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    long[] formed = new long[clusters.count()];
    long[] all = new long[clusters.count()];
    long[][] shares = new long[clusters.count()][catalogue.categories(clusters.level()).count()];
    while (rows.hasNext()) {
      Measures measures = rules.measures(reader.at(rows.next()), catalogue);
      Tally spent = measures.hasPurchase() ? rules.spent(measures, clusters.level()) : new Tally();
      if (spent.isEmpty()) {
        continue;
      }
      int cluster = clusters.nearest(spent);
      all[cluster]++;
      if (rules.isForming(measures)) {
        formed[cluster]++;
        addShares(shares[cluster], spent);
      }
    }
    return rows(formed, all, shares);
  }

  private static void addShares(long[] shares, Tally spent) {
    double total = spent.total();
    for (int place = 0; place < spent.size(); place++) {
      shares[spent.key(place)] += Math.round(WHOLE * spent.sum(place) / total);
    }
  }

  private static Iterator<InternalRow> rows(long[] formed, long[] all, long[][] shares) {
    List<InternalRow> rows = new ArrayList<>();
    for (int cluster = 0; cluster < all.length; cluster++) {
      rows.add(row(cluster, FORMED, formed[cluster]));
      rows.add(row(cluster, ALL, all[cluster]));
      for (int category = 0; category < shares[cluster].length; category++) {
        if (shares[cluster][category] > 0) {
          rows.add(row(cluster, category, shares[cluster][category]));
        }
      }
    }
    return rows.iterator();
  }

  private static InternalRow row(int cluster, int category, long amount) {
    return new GenericInternalRow(new Object[] {cluster, category, amount});
  }
}
