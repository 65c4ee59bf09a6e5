package io.tributary.insight;

import java.util.List;

/**
 * {@code channel_monthly}: buyers and sales of a channel in a month, of the whole history.
 *
 * <p>Rules that surprise: returning means to buy on a day that is not one's first ever, so that
 * somebody can be new and returning in one month. Refunds that name no order belong to no channel.
 */
final class ChannelMonthly implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int BUYERS = 0;
  private static final int RETURNING = 1;
  private static final int RETURNING_HERE = 2;
  private static final int AGAIN = 3;
  private static final int ORDERS = 4;
  private static final int NET = 5;
  private static final int UNITS = 6;
  private static final int ANONYMOUS_ORDERS = 7;
  private static final int ANONYMOUS_NET = 8;

  private static final int AGAIN_DAYS = 90;

  private final InsightRules rules;

  ChannelMonthly(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "channel_monthly";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  @Override
  public int width() {
    return 9;
  }

  @Override
  public int marks() {
    return 3;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.counts(order)) {
        add(buyer, order, buyer.channel(order), sums);
        add(buyer, order, ALL, sums);
      }
    }
  }

  private static void add(BuyerHistory buyer, int order, int channel, Sums sums) {
    int place = sums.at(buyer.month(order), channel);
    sums.add(place, ORDERS, 1);
    sums.add(place, NET, buyer.money().net(order));
    sums.add(place, UNITS, buyer.money().units(order));
    if (!buyer.isKnown()) {
      sums.add(place, ANONYMOUS_ORDERS, 1);
      sums.add(place, ANONYMOUS_NET, buyer.money().net(order));
      return;
    }
    int day = buyer.day(order);
    if (sums.isFirst(place, BUYERS, buyer.number())) {
      sums.add(place, BUYERS, 1);
      int next = buyer.nextPurchase(day);
      sums.add(place, AGAIN, next != BuyerHistory.NEVER && next - day <= AGAIN_DAYS ? 1 : 0);
    }
    if (buyer.isReturn(order) && sums.isFirst(place, RETURNING, buyer.number())) {
      sums.add(place, RETURNING, 1);
    }
    if (day > buyer.entryDay(channel) && sums.isFirst(place, RETURNING_HERE, buyer.number())) {
      sums.add(place, RETURNING_HERE, 1);
    }
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    for (Total total : totals.of(this)) {
      long[] of = total.values();
      boolean isMature = Months.lastDay(total.a()) + AGAIN_DAYS <= rules.settledUntil();
      rows.next()
          .set("month", Months.firstDay(total.a()))
          .set("channel", rules.channel(total.b()))
          .set("buyers", of[BUYERS])
          .set("returning_buyers", of[RETURNING])
          .shareWithInterval("returning_share", of[RETURNING], of[BUYERS])
          .set("returning_buyers_same_channel", of[RETURNING_HERE])
          .shareWithInterval("returning_share_same_channel", of[RETURNING_HERE], of[BUYERS])
          .shareWithInterval("repurchase_rate_90d", of[AGAIN], isMature ? of[BUYERS] : 0)
          .set("orders", of[ORDERS])
          .money("net", of[NET])
          .average("aov", of[NET], of[ORDERS])
          .average("spend_per_buyer", of[NET] - of[ANONYMOUS_NET], of[BUYERS])
          .share("units_per_order", of[UNITS], of[ORDERS])
          .set("anonymous_orders", of[ANONYMOUS_ORDERS])
          .money("anonymous_net", of[ANONYMOUS_NET])
          .add();
    }
  }
}
