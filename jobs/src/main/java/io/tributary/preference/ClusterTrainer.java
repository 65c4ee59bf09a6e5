package io.tributary.preference;

import io.tributary.workspace.Settings.CategoryPreference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.evaluation.ClusteringEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds clusters in a sample of customers: for every k of the range MLlib's k-means, and the k with
 * the best silhouette. The sample is a list in memory and one partition, so that the same sample
 * gives the same centres wherever its rows came from.
 *
 * <p>Where k-means begins decides where it ends. Each k begins with the centres of k - 1 and, as
 * one more, the customer who would take most off the cost (Likas, Vlassis and Verbeek, <i>The
 * global k-means algorithm</i>, Pattern Recognition 36, 2003, section 3.1): without chance, and
 * with a cost as low as the best of several random starts. The number of clusters of the last
 * training also begins with its centres, which are kept unless others are clearly better; so is
 * their number. Customers keep their cluster that way. Only the RDD interface of MLlib takes
 * centres to begin with; {@code spark.ml} wraps it without.
 */
final class ClusterTrainer {
  private static final int ITERATIONS = 40;

  /** Customers who may become a centre to begin with; the first of the sample. */
  private static final int CANDIDATES = 300;

  /** How much better a silhouette must be for another number of clusters than the last one. */
  static final double BETTER = 0.02;

  /** How much of the cost others must save to take the place of the last training's centres. */
  private static final double CHEAPER = 0.02;

  private static final StructType SCORED =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("prediction", DataTypes.DoubleType);

  /**
   * What was found.
   *
   * @param centres those of the largest clusters first; one that nobody is near to is no cluster:
   *     there may be fewer than were looked for
   * @param k the number of clusters that was looked for
   * @param scores silhouette by the number of clusters that was looked for; without those that the
   *     sample has too few different customers for
   */
  record Clusters(double[][] centres, int k, Map<Integer, Double> scores) {}

  /**
   * A number of clusters.
   *
   * @param nearest the centre of each place
   */
  private record Fit(int[] nearest, double[][] centres, Optional<Double> silhouette) {}

  private final SparkSession spark;
  private final CategoryPreference settings;
  private final List<Vector> sample;

  /** Each place of the sample once, in its order. */
  private final Vector[] places;

  /** How many points are at each place. */
  private final int[] points;

  private ClusterTrainer(SparkSession spark, CategoryPreference settings, List<Vector> sample) {
    this.spark = spark;
    this.settings = settings;
    this.sample = sample;
    Map<Vector, Integer> counts = new LinkedHashMap<>();
    sample.forEach(point -> counts.merge(point, 1, Integer::sum));
    places = counts.keySet().toArray(Vector[]::new);
    points = counts.values().stream().mapToInt(n -> n).toArray();
  }

  /**
   * Finds clusters.
   *
   * @param sample points of customers in a fixed order; at least one
   * @param known centres of the last training, in the sample's dimensions; none: this is the first
   * @param last the number of clusters that it looked for
   */
  static Clusters train(
      SparkSession spark,
      CategoryPreference settings,
      List<Vector> sample,
      double[][] known,
      int last) {
    return new ClusterTrainer(spark, settings, sample).train(known, last);
  }

  private Clusters train(double[][] known, int last) {
    int different = places.length;
    if (different == 1) {
      return new Clusters(new double[][] {sample.get(0).toArray()}, 1, Map.of());
    }
    JavaRDD<Vector> training =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(sample, 1).cache();
    training.rdd().setName("preference sample");
    int most = Math.min(settings.kTo(), different);
    Map<Integer, Fit> fits = new TreeMap<>();
    double[][] centres = {mean()};
    for (int k = 2; k <= most; k++) {
      KMeansModel model = fit(training, grown(centres));
      if (known.length == k) {
        KMeansModel same = fit(training, known);
        model = model.trainingCost() < same.trainingCost() * (1 - CHEAPER) ? model : same;
      }
      centres = Arrays.stream(model.clusterCenters()).map(Vector::toArray).toArray(double[][]::new);
      if (k >= Math.min(settings.kFrom(), different)) {
        fits.put(k, scored(model, centres));
      }
    }
    training.unpersist();
    Map<Integer, Double> scores = new TreeMap<>();
    fits.forEach((k, fit) -> fit.silhouette().ifPresent(score -> scores.put(k, score)));
    int k = bestK(scores, last).orElse(fits.keySet().iterator().next());
    return new Clusters(largestFirst(fits.get(k)), k, scores);
  }

  /** The k of the best score, the smaller of two; the last training's if none is clearly better. */
  static Optional<Integer> bestK(Map<Integer, Double> scores, int last) {
    Optional<Integer> best =
        scores.keySet().stream()
            .min(
                Comparator.<Integer>comparingDouble(k -> -scores.get(k))
                    .thenComparing(Comparator.naturalOrder()));
    boolean isKept =
        best.isPresent()
            && scores.containsKey(last)
            && scores.get(best.get()) < scores.get(last) + BETTER;
    return isKept ? Optional.of(last) : best;
  }

  private static KMeansModel fit(JavaRDD<Vector> points, double[][] start) {
    return new KMeans()
        .setK(start.length)
        .setMaxIterations(ITERATIONS)
        .setInitialModel(model(start))
        .run(points.rdd());
  }

  private Fit scored(KMeansModel model, double[][] centres) {
    int[] nearest = Arrays.stream(places).mapToInt(model::predict).toArray();
    return new Fit(nearest, centres, silhouette(nearest));
  }

  private double[] mean() {
    double[] mean = new double[places[0].size()];
    for (int i = 0; i < places.length; i++) {
      double share = (double) points[i] / sample.size();
      places[i].foreachActive(
          (category, value) -> {
            mean[(Integer) category] += (Double) value * share;
            return null;
          });
    }
    return mean;
  }

  /** The centres, and the customer who would save most of the cost as one more. */
  private double[][] grown(double[][] centres) {
    double[] cost = new double[places.length];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    for (double[] centre : centres) {
      Vector there = Vectors.dense(centre);
      for (int i = 0; i < cost.length; i++) {
        cost[i] = Math.min(cost[i], Vectors.sqdist(places[i], there));
      }
    }
    Vector best = null;
    double most = -1;
    for (Vector candidate : Arrays.asList(places).subList(0, Math.min(places.length, CANDIDATES))) {
      double saved = 0;
      for (int i = 0; i < cost.length; i++) {
        saved += points[i] * Math.max(cost[i] - Vectors.sqdist(places[i], candidate), 0);
      }
      if (saved > most) {
        most = saved;
        best = candidate;
      }
    }
    double[][] grown = Arrays.copyOf(centres, centres.length + 1);
    grown[centres.length] = best.toArray();
    return grown;
  }

  private static KMeansModel model(double[][] centres) {
    return new KMeansModel(Arrays.stream(centres).map(Vectors::dense).toArray(Vector[]::new));
  }

  /** Nothing to score where all are in one cluster. */
  private Optional<Double> silhouette(int[] nearest) {
    if (Arrays.stream(nearest).distinct().count() < 2) {
      return Optional.empty();
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      Row row = RowFactory.create(places[i].asML(), (double) nearest[i]);
      rows.addAll(Collections.nCopies(points[i], row));
    }
    return Optional.of(
        new ClusteringEvaluator().evaluate(spark.createDataFrame(rows, SCORED).coalesce(1)));
  }

  /** Centres by the size of their clusters; those that nobody is near to are left out. */
  private double[][] largestFirst(Fit fit) {
    long[] sizes = new long[fit.centres().length];
    for (int i = 0; i < points.length; i++) {
      sizes[fit.nearest()[i]] += points[i];
    }
    return IntStream.range(0, sizes.length)
        .filter(place -> sizes[place] > 0)
        .boxed()
        .sorted(Comparator.comparingLong(place -> -sizes[place]))
        .map(place -> fit.centres()[place])
        .toArray(double[][]::new);
  }
}
