package io.tributary.preference;

import io.tributary.customer.Catalogue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a cluster is called: its categories with a mean share of 10% or more and a lift of 1.2 or
 * more, up to three, in the order of share x ln lift; {@code mixed} where there is none
 * (semantics.md, "Category preference").
 *
 * <p>A cluster that keeps its id keeps its label as well while that is nearly true: the category
 * that comes first by now is in it, and all of its categories have a share of 8% and a lift of 1.1
 * at least. Else a category that is about as common as the threshold would come and go with every
 * training, and the cluster's customers would change their label without having bought anything.
 */
final class ClusterLabels {
  static final String MIXED = "mixed";

  private static final double LEAST_SHARE = 0.10;
  private static final double LEAST_LIFT = 1.2;
  private static final int MOST = 3;

  private static final double LEAST_KEPT_SHARE = 0.08;
  private static final double LEAST_KEPT_LIFT = 1.1;

  private static final String AND = " + ";

  private ClusterLabels() {}

  /**
   * The label of each cluster.
   *
   * @param before the labels of clusters that were there before, by id
   */
  static String[] of(
      ClusterMix mix, int[] ids, Map<Integer, String> before, Catalogue.Names categories) {
    return IntStream.range(0, ids.length)
        .mapToObj(cluster -> label(mix, cluster, before.getOrDefault(ids[cluster], ""), categories))
        .toArray(String[]::new);
  }

  private static String label(
      ClusterMix mix, int cluster, String before, Catalogue.Names categories) {
    List<Integer> likes = categories(mix, cluster, categories.count());
    List<String> names = List.of(before.split(Pattern.quote(AND)));
    boolean isNearlyTrue =
        likes.stream().limit(1).allMatch(first -> names.contains(categories.name(first)))
            && names.size() == stillLiked(mix, cluster, names, categories);
    return isNearlyTrue ? before : label(likes, categories);
  }

  /** How many of the named categories nearly pass. */
  private static long stillLiked(
      ClusterMix mix, int cluster, List<String> names, Catalogue.Names categories) {
    return IntStream.range(0, categories.count())
        .filter(c -> names.contains(categories.name(c)))
        .filter(
            c ->
                mix.share(cluster, c) >= LEAST_KEPT_SHARE
                    && mix.lift(cluster, c) >= LEAST_KEPT_LIFT)
        .count();
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
