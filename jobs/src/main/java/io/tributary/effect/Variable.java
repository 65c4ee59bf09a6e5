package io.tributary.effect;

/**
 * The whole numbers that every assigned person has for every window; of amounts, cents. What a
 * campaign is measured by is a linear combination of these.
 */
enum Variable {
  /** 1 if they bought. */
  CONVERTED,
  ORDERS,
  NET,
  /** Net, but no more than all but the largest thousandth of buyers. */
  CAPPED_NET,
  /** Net of orders that had no discount. */
  FULL_PRICE_NET,
  OFFLINE_NET,
  /** 1 if they unsubscribed. */
  UNSUBSCRIBED,
  /** Face value of the campaign's coupons that they used, the brand's share of it. */
  COUPONS,
  /** What messages to them cost. */
  TOUCH_COST,
  /** Net of the days before the assignment. */
  NET_BEFORE,
  /** Net of orders soon after a message: what platforms call theirs. */
  CREDITED_NET,
  /** Orders by what came to be known of them after the assignment. */
  LATER_KNOWN_ORDERS;

  /** The column. */
  String column() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Weights of all variables, of which this one has 1. */
  double[] alone() {
    return times(1);
  }

  /** Weights of all variables, of which this one has the given. */
  double[] times(double weight) {
    double[] weights = new double[values().length];
    weights[ordinal()] = weight;
    return weights;
  }
}
