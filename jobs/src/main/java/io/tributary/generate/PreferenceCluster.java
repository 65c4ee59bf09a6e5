package io.tributary.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A planted taste: how the purchases of its people spread over the classes (l2) of the tree. A
 * share of all purchases strays from it, as people do.
 */
enum PreferenceCluster {
  SPORT(0.22, Map.of("运动鞋", 0.45, "袜品", 0.20, "上装", 0.15, "帽子", 0.10, "裤装", 0.10)),
  LADIES(0.20, Map.of("裙装", 0.50, "首饰", 0.20, "包袋", 0.15, "外套", 0.15)),
  BUSINESS(0.14, Map.of("皮鞋", 0.40, "上装", 0.25, "裤装", 0.20, "围巾腰带", 0.15)),
  PARENTS(0.18, Map.of("童装", 0.50, "童鞋", 0.35, "袜品", 0.15)),
  STREET(0.14, Map.of("休闲鞋", 0.35, "帽子", 0.25, "包袋", 0.20, "上装", 0.20)),
  WINTER(0.12, Map.of("外套", 0.45, "靴子", 0.35, "围巾腰带", 0.20));

  /** Share of baskets that follow no taste: any class, all alike. */
  static final double STRAY = 0.12;

  private final double share;
  private final Map<String, Double> weights;

  PreferenceCluster(double share, Map<String, Double> weights) {
    this.share = share;
    this.weights = new LinkedHashMap<>();
    Category.CLASSES.stream()
        .filter(weights::containsKey)
        .forEach(l2 -> this.weights.put(l2, weights.get(l2)));
  }

  /** Share of the people who have this taste. */
  double share() {
    return share;
  }

  /** Share of purchases by class, stray ones aside, in the order of the tree; adds up to 1. */
  Map<String, Double> weights() {
    return weights;
  }

  static PreferenceCluster draw(Draw draw) {
    double[] shares = new double[values().length];
    for (PreferenceCluster cluster : values()) {
      shares[cluster.ordinal()] = cluster.share;
    }
    return values()[draw.weighted(shares)];
  }

  /** The class of a purchase; of one group only where {@code l1} says so. */
  String drawClass(Draw draw, Optional<String> l1) {
    double[] taste = new double[Category.CLASSES.size()];
    double[] anything = new double[taste.length];
    double liked = 0;
    for (int i = 0; i < taste.length; i++) {
      String l2 = Category.CLASSES.get(i);
      if (l1.isEmpty() || Category.groupOf(l2).equals(l1.get())) {
        taste[i] = weights.getOrDefault(l2, 0.0);
        anything[i] = 1;
        liked += taste[i];
      }
    }
    boolean strays = liked == 0 || draw.chance(STRAY);
    return Category.CLASSES.get(draw.weighted(strays ? anything : taste));
  }
}
