package io.tributary.customer;

import io.tributary.workspace.Settings.CategoryPreference;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** The columns of {@code customers} that say what a customer likes. */
final class PreferenceColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LEVELS = 3;

  /** The columns. */
  static final String DDL =
      "preference_cluster int, preference_label string, preference_assigned string, top_category_l1"
          + " array<string>, top_category_l2 array<string>, top_category_l3 array<string>";

  private final Catalogue catalogue;
  private final int window;
  private final int minPurchases;

  /** Null before there was anybody to learn from. */
  private final NearestCluster clusters;

  PreferenceColumns(
      Catalogue catalogue, CategoryPreference settings, Optional<NearestCluster> clusters) {
    this.catalogue = catalogue;
    this.clusters = clusters.orElse(null);
    window = settings.windowDays();
    minPurchases = settings.minPurchases();
  }

  /** Adds the columns of a customer; {@code measures} null: they have no purchase. */
  void add(ResultRow result, Measures measures) {
    if (measures == null) {
      result.addNulls(3 + LEVELS);
      return;
    }
    addCluster(result, measures);
    for (int i = 0; i < LEVELS; i++) {
      Catalogue.Names names = catalogue.categories(i);
      int[] top = measures.topCategories(i, window);
      Object[] texts = new Object[top.length];
      for (int place = 0; place < top.length; place++) {
        texts[place] = names.text(top[place]);
      }
      result.add(new GenericArrayData(texts));
    }
  }

  private void addCluster(ResultRow result, Measures measures) {
    Tally spent = clusters == null ? new Tally() : measures.preferences(clusters.level(), window);
    if (spent.isEmpty()) {
      result.addNulls(3);
      return;
    }
    int nearest = clusters.nearest(spent);
    boolean isFormed = measures.purchases(Integer.MAX_VALUE) >= minPurchases;
    result.add(clusters.id(nearest));
    result.addText(clusters.label(nearest));
    result.addText(isFormed ? "kmeans" : "nearest");
  }
}
