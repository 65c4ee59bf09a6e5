package io.tributary.preference;

import io.tributary.customer.Catalogue;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import io.tributary.preference.Training.Learned;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The published table {@code preference_clusters}: a row per cluster of the model in use, with what
 * its customers buy tonight. The label is the one of the training: it does not change with every
 * night's decimals.
 */
final class PreferenceClusters {
  static final TableSpec SPEC = Contracts.table("preference_clusters");

  /** A cluster's list of categories ends after so many, or where a share falls below 1%. */
  private static final int MOST = 10;

  private static final double LEAST_SHARE = 0.01;

  private PreferenceClusters() {}

  /** The rows; none before there was anybody to learn from. */
  static Dataset<Row> of(
      Optional<Learned> learned, Catalogue catalogue, SparkSession spark, LocalDate date) {
    List<Row> rows = learned.map(l -> rows(l, catalogue, date)).orElse(List.of());
    StructType schema = new StructType();
    for (TableSpec.ColumnSpec column : SPEC.columns()) {
      schema = schema.add(column.name(), column.type());
    }
    return spark.createDataFrame(rows, schema);
  }

  private static List<Row> rows(Learned learned, Catalogue catalogue, LocalDate date) {
    PreferenceModel model = learned.model();
    ClusterMix mix = learned.mix();
    Catalogue.Names today = catalogue.categories(model.level());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < model.ids().length; i++) {
      rows.add(
          RowFactory.create(
              model.ids()[i],
              model.labels()[i],
              ClusterLabels.chinese(model.labels()[i]),
              mix.customers(i),
              mix.customers() == 0 ? 0.0 : (double) mix.customers(i) / mix.customers(),
              mix.formedBy(i),
              model.silhouette().orElse(null),
              topCategories(mix, i, today),
              centre(model, i),
              Date.valueOf(model.trainedOn()),
              Date.valueOf(date)));
    }
    return rows;
  }

  private static List<Row> topCategories(ClusterMix mix, int cluster, Catalogue.Names today) {
    return IntStream.range(0, today.count())
        .filter(c -> mix.share(cluster, c) >= LEAST_SHARE)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -mix.share(cluster, c)))
        .limit(MOST)
        .map(c -> RowFactory.create(today.name(c), mix.share(cluster, c), mix.lift(cluster, c)))
        .toList();
  }

  private static List<Row> centre(PreferenceModel model, int cluster) {
    double[] centre = model.centres().coordinates()[cluster];
    return IntStream.range(0, centre.length)
        .mapToObj(c -> RowFactory.create(model.categories().get(c), centre[c]))
        .toList();
  }
}
