package io.tributary.effect;

import io.tributary.statistics.Cuped;
import io.tributary.statistics.MeanEstimate;
import io.tributary.statistics.Moments;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Metric;
import io.tributary.workspace.Campaign.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number of each person that arms are compared by.
 *
 * @param metric the name in tables
 * @param weights of the {@link Variable}s; amounts come out in the currency's unit
 * @param isGuardrail whether it is watched for harm, not hoped for
 * @param isHarm whether more of it is worse
 */
record Measure(
    String metric, Variant variant, double[] weights, boolean isGuardrail, boolean isHarm) {
  private static final double UNIT = 0.01;

  /** All that a campaign is compared by, results first. */
  static List<Measure> of(Campaign campaign) {
    List<Measure> measures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      boolean isAmount = metric == Metric.NET || metric == Metric.MARGIN;
      for (Variant variant : Variant.values()) {
        if (isAmount || variant != Variant.CAPPED) {
          measures.add(result(campaign, metric, variant));
        }
      }
    }
    measures.add(guardrail("unsubscribed", Variable.UNSUBSCRIBED.alone(), true));
    measures.add(guardrail("full_price_net", Variable.FULL_PRICE_NET.times(UNIT), false));
    measures.add(guardrail("offline_net", Variable.OFFLINE_NET.times(UNIT), false));
    return measures;
  }

  private static Measure guardrail(String metric, double[] weights, boolean isHarm) {
    return new Measure(metric, Variant.PLAIN, weights, true, isHarm);
  }

  private static Measure result(Campaign campaign, Metric metric, Variant variant) {
    Variable net = variant == Variant.CAPPED ? Variable.CAPPED_NET : Variable.NET;
    double[] weights =
        switch (metric) {
          case CONVERSION -> Variable.CONVERTED.alone();
          case ORDERS -> Variable.ORDERS.alone();
          case NET -> net.times(UNIT);
          case MARGIN -> marginAfterCoupons(campaign, net);
        };
    return new Measure(
        metric.name().toLowerCase(java.util.Locale.ROOT), variant, weights, false, false);
  }

  /** The kept share of sales before what the brand paid of coupons, less that: net is after it. */
  private static double[] marginAfterCoupons(Campaign campaign, Variable net) {
    double margin = campaign.money().margin().doubleValue();
    double[] weights = net.times(UNIT * margin);
    weights[Variable.COUPONS.ordinal()] = UNIT * (margin - 1);
    return weights;
  }

  /** Whether it is what the campaign named as the result that counts, its window aside. */
  boolean isPrimaryOf(Campaign campaign) {
    return !isGuardrail
        && metric.equalsIgnoreCase(campaign.primary().metric().name())
        && variant == campaign.primary().variant();
  }

  /** The means of arms. */
  Map<String, MeanEstimate> means(Map<String, Moments> arms) {
    Map<String, MeanEstimate> means = new LinkedHashMap<>();
    if (variant == Variant.CUPED) {
      Cuped cuped = Cuped.of(arms.values(), weights, Variable.NET_BEFORE.times(UNIT));
      arms.forEach((arm, moments) -> means.put(arm, cuped.adjust(moments)));
    } else {
      arms.forEach((arm, moments) -> means.put(arm, MeanEstimate.of(moments, weights)));
    }
    return means;
  }
}
