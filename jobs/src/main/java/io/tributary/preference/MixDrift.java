package io.tributary.preference;

import io.tributary.customer.Catalogue;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far what customers buy has moved since clusters were trained: the population stability index
 * over the mean shares of categories, the sum of (now - then) ln(now / then). Below 0.1 it is
 * usually read as no change, above 0.25 as a large one (Siddiqi, <i>Credit Risk Scorecards</i>,
 * 2006).
 */
final class MixDrift {
  /** Stands in for a share of nothing, which has no logarithm. */
  private static final double LEAST = 1e-4;

  private MixDrift() {}

  /** The index between a model's mix and tonight's. */
  static double since(PreferenceModel model, double[] mix, Catalogue.Names today) {
    Map<String, double[]> shares = new TreeMap<>();
    for (int c = 0; c < model.mix().length; c++) {
      shares.put(model.categories().get(c), new double[] {model.mix()[c], 0});
    }
    for (int c = 0; c < mix.length; c++) {
      shares.computeIfAbsent(today.name(c), name -> new double[2])[1] = mix[c];
    }
    double index = 0;
    for (double[] share : shares.values()) {
      double then = Math.max(share[0], LEAST);
      double now = Math.max(share[1], LEAST);
      index += (now - then) * Math.log(now / then);
    }
    return index;
  }
}
