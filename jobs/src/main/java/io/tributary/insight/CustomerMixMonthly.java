package io.tributary.insight;

import java.util.List;

/**
 * {@code customer_mix_monthly}: new and returning customers of a month, by channel and by whether
 * they were members when they ordered.
 *
 * <p>Rules that surprise: one can be both new and returning in a month. Whose first purchase is not
 * known to be the first ({@code entry_known}) is on that day neither.
 */
final class CustomerMixMonthly implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int CUSTOMERS = 0;
  private static final int ORDERS = 1;
  private static final int NET = 2;
  private static final int NEW = 0;
  private static final int RETURNING = 3;

  private static final int MEMBER = 1;
  private static final int NON_MEMBER = 2;

  private final InsightRules rules;

  CustomerMixMonthly(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "customer_mix_monthly";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  @Override
  public int width() {
    return 6;
  }

  @Override
  public int marks() {
    return RETURNING + 1;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    if (!buyer.isKnown()) {
      return;
    }
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.counts(order) && (buyer.isReturn(order) || buyer.isEntryKnown())) {
        int membership = buyer.isMember(buyer.day(order)) ? MEMBER : NON_MEMBER;
        for (int channel : new int[] {buyer.channel(order), ALL}) {
          add(buyer, order, sums, sums.at(buyer.month(order), channel, ALL));
          add(buyer, order, sums, sums.at(buyer.month(order), channel, membership));
        }
      }
    }
  }

  private static void add(BuyerHistory buyer, int order, Sums sums, int place) {
    int side = buyer.isReturn(order) ? RETURNING : NEW;
    if (sums.isFirst(place, side, buyer.number())) {
      sums.add(place, side + CUSTOMERS, 1);
    }
    sums.add(place, side + ORDERS, 1);
    sums.add(place, side + NET, buyer.money().net(order));
  }

  private static String name(int membership) {
    return membership == ALL ? "all" : membership == MEMBER ? "member" : "non_member";
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    for (Total total : totals.of(this)) {
      long[] of = total.values();
      rows.next()
          .set("month", Months.firstDay(total.a()))
          .set("channel", rules.channel(total.b()))
          .set("membership", name(total.c()))
          .set("new_customers", of[NEW + CUSTOMERS])
          .set("new_orders", of[NEW + ORDERS])
          .money("new_net", of[NEW + NET])
          .set("returning_customers", of[RETURNING + CUSTOMERS])
          .set("returning_orders", of[RETURNING + ORDERS])
          .money("returning_net", of[RETURNING + NET])
          .shareWithInterval(
              "returning_order_share",
              of[RETURNING + ORDERS],
              of[NEW + ORDERS] + of[RETURNING + ORDERS])
          .add();
    }
  }
}
