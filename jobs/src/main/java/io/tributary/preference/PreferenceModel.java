package io.tributary.preference;

import io.tributary.customer.Catalogue;
import io.tributary.customer.NearestCluster;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one training found. It decides the cluster of every customer until the next one.
 *
 * @param training 1, 2, 3, ...
 * @param reason why there was a training
 * @param fingerprint of the settings that it was made with
 * @param level of the categories, from 0
 * @param customers in the sample that it was made from
 * @param categories names of the dimensions
 * @param mix of each category, its mean share over the customers with {@code min_purchases} then
 * @param ids of the clusters
 * @param labels of the clusters
 * @param centres of the clusters: square roots of shares
 * @param k the number of clusters that was looked for; if nobody is near to one, there are fewer
 * @param scores silhouette by the number of clusters that was looked for
 * @param lastId the largest id that was ever given
 */
public record PreferenceModel(
    int training,
    LocalDate trainedOn,
    String reason,
    String fingerprint,
    int level,
    int customers,
    List<String> categories,
    double[] mix,
    int[] ids,
    String[] labels,
    Centres centres,
    int k,
    Map<Integer, Double> scores,
    int lastId) {

  /** The clusters in the dimensions of a catalogue: categories keep their names, not numbers. */
  public NearestCluster on(Catalogue catalogue) {
    Centres today = centres.on(categories, catalogue.categories(level));
    return new NearestCluster(level, ids, labels, today.coordinates(), today.squaredLengths());
  }

  /** The same clusters with their labels, and the mix that they were found in. */
  PreferenceModel named(String[] itsLabels, double[] itsMix) {
    return new PreferenceModel(
        training,
        trainedOn,
        reason,
        fingerprint,
        level,
        customers,
        categories,
        itsMix,
        ids,
        itsLabels,
        centres,
        k,
        scores,
        lastId);
  }

  /** What each cluster is called. */
  Map<Integer, String> labelsById() {
    return IntStream.range(0, ids.length)
        .boxed()
        .collect(Collectors.toMap(place -> ids[place], place -> labels[place]));
  }

  /** The silhouette of the number of clusters that was taken; empty where there is only one. */
  Optional<Double> silhouette() {
    return Optional.ofNullable(scores.get(k));
  }
}
