package io.tributary.insight;

import java.math.BigDecimal;

/** {@code customer_diagnosis}: a few measures of how all who have bought stand. */
final class CustomerDiagnosis {
  static final String NAME = "customer_diagnosis";

  private CustomerDiagnosis() {}

  /**
   * Makes the rows.
   *
   * @param netOfOrders of the customers' valid orders, in cents, refunds that name no order aside
   */
  static void addRows(SegmentCounts.Counted counted, long netOfOrders, TableRows rows) {
    long buyers = number(counted, "buyers");
    if (buyers == 0) {
      return;
    }
    long orders = number(counted, "orders");
    for (String flag :
        new String[] {"one_time", "loyal", "at_risk", "lost", "formerly_loyal_lost"}) {
      add(rows, flag + "_share", count(counted, flag), buyers);
    }
    add(rows, "aov", BigDecimal.valueOf(netOfOrders, 2), orders);
    add(rows, "spend_per_buyer", BigDecimal.valueOf(number(counted, "net_cents"), 2), buyers);
    add(rows, "units_per_order", count(counted, "units"), orders);
    add(rows, "purchases_per_customer", count(counted, "purchases"), buyers);
  }

  private static long number(SegmentCounts.Counted counted, String number) {
    return counted.sum(SegmentedCustomers.ALL, SegmentedCustomers.ALL, number);
  }

  private static BigDecimal count(SegmentCounts.Counted counted, String number) {
    return BigDecimal.valueOf(number(counted, number));
  }

  private static void add(TableRows rows, String measure, BigDecimal numerator, long denominator) {
    rows.next()
        .set("measure", measure)
        .set("value", numerator.doubleValue() / denominator)
        .set("numerator", numerator)
        .set("denominator", denominator)
        .add();
  }
}
