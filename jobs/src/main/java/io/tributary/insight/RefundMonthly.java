package io.tributary.insight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code refund_monthly}: what came back of the orders of a month, by channel and category.
 *
 * <p>Rules that surprise: the month is the order's, not the refund's, and every order counts that
 * was a sale once, whoever placed it. What exceeds an order's lines (freight) and orders without
 * lines are in {@code category_l1 = all} only.
 */
final class RefundMonthly implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int ORDERS = 0;
  private static final int REFUNDED = 1;
  private static final int SOLD = 2;
  private static final int AMOUNT = 3;

  private static final int L1 = 0;

  private final InsightRules rules;
  private final Delays delays;

  RefundMonthly(InsightRules rules) {
    this.rules = rules;
    this.delays = new Delays(rules);
  }

  @Override
  public String name() {
    return "refund_monthly";
  }

  @Override
  public List<Count> counts() {
    return List.of(this, delays);
  }

  @Override
  public int width() {
    return 4;
  }

  @Override
  public int marks() {
    return 2;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.wasSold(order)) {
        for (int channel : new int[] {buyer.channel(order), ALL}) {
          addOrder(buyer, order, sums, sums.at(buyer.month(order), channel, ALL));
          addLines(buyer, order, channel, sums);
        }
      }
    }
  }

  private static void addOrder(BuyerHistory buyer, int order, Sums sums, int place) {
    long refund = buyer.money().refund(order);
    sums.add(place, ORDERS, 1);
    sums.add(place, REFUNDED, refund > 0 ? 1 : 0);
    sums.add(place, SOLD, buyer.money().paid(order));
    sums.add(place, AMOUNT, refund);
  }

  private void addLines(BuyerHistory buyer, int order, int channel, Sums sums) {
    for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
      if (buyer.amount(line) > 0) {
        int category = rules.catalogue().category(L1, buyer.product(line));
        int place = sums.at(buyer.month(order), channel, category);
        long refund = buyer.amount(line) - buyer.money().lineNet(line);
        sums.add(place, SOLD, buyer.amount(line));
        sums.add(place, AMOUNT, refund);
        if (sums.isFirst(place, ORDERS, buyer.orderNumber(order))) {
          sums.add(place, ORDERS, 1);
        }
        if (refund > 0 && sums.isFirst(place, REFUNDED, buyer.orderNumber(order))) {
          sums.add(place, REFUNDED, 1);
        }
      }
    }
  }

  /** Twice the median days from an order to its first refund, by month, channel and category. */
  private record Delays(InsightRules rules) implements Distribution {
    @Override
    public void add(BuyerHistory buyer, Sums sums) {
      for (int order = 0; order < buyer.orders(); order++) {
        if (buyer.wasSold(order) && buyer.money().refund(order) > 0) {
          int first = buyer.refunds().firstOfOrder(order);
          Map<Integer, Integer> firstOf = firstByCategory(buyer, order);
          for (int channel : new int[] {buyer.channel(order), ALL}) {
            addDelay(buyer, order, first, channel, ALL, sums);
            for (Map.Entry<Integer, Integer> category : firstOf.entrySet()) {
              addDelay(buyer, order, category.getValue(), channel, category.getKey(), sums);
            }
          }
        }
      }
    }

    private Map<Integer, Integer> firstByCategory(BuyerHistory buyer, int order) {
      Map<Integer, Integer> first = new HashMap<>();
      for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
        if (buyer.money().lineNet(line) < buyer.amount(line)) {
          first.merge(
              rules.catalogue().category(L1, buyer.product(line)),
              buyer.refunds().firstOfLine(line),
              Math::min);
        }
      }
      return first;
    }

    /** A refund that is dated before its order came at once: clocks differ. */
    private static void addDelay(
        BuyerHistory buyer, int order, int refundDay, int channel, int category, Sums sums) {
      int delay = Math.max(refundDay - buyer.day(order), 0);
      sums.add(sums.at(buyer.month(order), channel, category, delay), 0, 1);
    }

    @Override
    public long[] summary(int[] values, long[] counts) {
      return new long[] {Medians.twice(values, counts)};
    }
  }

  /** What a row is about. */
  private record Key(int month, int channel, int category) {}

  @Override
  public void addRows(Totals totals, TableRows rows) {
    Map<Key, Long> twiceMedian = new HashMap<>();
    for (Total total : totals.of(delays)) {
      twiceMedian.put(new Key(total.a(), total.b(), total.c()), total.values()[0]);
    }
    for (Total total : totals.of(this)) {
      long[] of = total.values();
      Long delay = twiceMedian.get(new Key(total.a(), total.b(), total.c()));
      rows.next()
          .set("month", Months.firstDay(total.a()))
          .set("channel", rules.channel(total.b()))
          .set("category_l1", rules.category(L1, total.c()))
          .set("orders", of[ORDERS])
          .set("refunded_orders", of[REFUNDED])
          .shareWithInterval("refund_order_rate", of[REFUNDED], of[ORDERS])
          .money("sold", of[SOLD])
          .money("refund", of[AMOUNT])
          .share("refund_amount_rate", of[AMOUNT], of[SOLD])
          .set("median_days_to_refund", delay == null ? null : delay / 2.0)
          .set("settled", Months.lastDay(total.a()) <= rules.settledUntil())
          .add();
    }
  }
}
