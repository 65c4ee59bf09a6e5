package io.tributary.preference;

import io.tributary.customer.Catalogue;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a cluster is called: its categories with a mean share of 10% or more and a lift of 1.2 or
 * more, up to three, in the order of share x ln lift; {@code mixed} where there is none
 * (semantics.md, "Category preference").
 */
final class ClusterLabels {
  static final String MIXED = "mixed";

  private static final double LEAST_SHARE = 0.10;
  private static final double LEAST_LIFT = 1.2;
  private static final int MOST = 3;
  private static final String AND = " + ";

  private ClusterLabels() {}

  /** The label of each cluster. */
  static String[] of(ClusterMix mix, int clusters, Catalogue.Names categories) {
    return IntStream.range(0, clusters)
        .mapToObj(cluster -> label(categories(mix, cluster, categories.count()), categories))
        .toArray(String[]::new);
  }

  private static String label(List<Integer> likes, Catalogue.Names categories) {
    return likes.isEmpty()
        ? MIXED
        : likes.stream().map(categories::name).collect(Collectors.joining(AND));
  }

  /** Categories that a cluster is known by; of equals, the first by name. */
  private static List<Integer> categories(ClusterMix mix, int cluster, int categories) {
    return IntStream.range(0, categories)
        .filter(c -> mix.share(cluster, c) >= LEAST_SHARE && mix.lift(cluster, c) >= LEAST_LIFT)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                c -> -mix.share(cluster, c) * Math.log(mix.lift(cluster, c))))
        .limit(MOST)
        .toList();
  }

  /** The same in Chinese; categories have the names that the catalogue gives them. */
  static String chinese(String label) {
    return label.equals(MIXED) ? "混合" : label.replace(AND, "、") + "偏好";
  }
}
