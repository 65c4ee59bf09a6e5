package io.tributary.customer;

import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.OrdersAsOf;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A customer's money and habits as of a date, from their ledger row (semantics.md, "Orders and
 * money"). Sums are in cents and 0 where there is nothing; days count from 1970-01-01.
 */
public final class Measures {
  private final LedgerRow row;
  private final Catalogue catalogue;
  private final int date;
  private final PurchaseUnit unit;
  private final OrdersAsOf money;
  private final int[] days;
  private final int[] valid;
  private final int[] refundDays;
  private final long[] looseRefunds;

  /** The row as of a date; until the reader stands elsewhere. */
  public Measures(LedgerRow row, Catalogue catalogue, PurchaseUnit unit, int date) {
    this.row = row;
    this.catalogue = catalogue;
    this.date = date;
    this.unit = unit;
    money = new OrdersAsOf(row, date);
    days = row.orderDays();
    valid = valid(row.voidDays());
    refundDays = row.refundDays();
    looseRefunds = loose(row.refundOrders(), row.refundAmounts());
  }

  private int[] valid(int[] voidDays) {
    int[] found = new int[days.length];
    int count = 0;
    for (int i = 0; i < days.length && days[i] <= date; i++) {
      if (voidDays[i] > date) {
        found[count++] = i;
      }
    }
    return count == found.length ? found : Arrays.copyOf(found, count);
  }

  /** Of each refund: what it is worth by itself, because it names no order. */
  private long[] loose(int[] order, long[] amount) {
    long[] loose = new long[order.length];
    for (int r = 0; r < order.length; r++) {
      loose[r] = order[r] == LedgerTable.NO_ORDER && refundDays[r] <= date ? amount[r] : 0;
    }
    return loose;
  }

  /** Whether there is a valid order. */
  public boolean hasPurchase() {
    return valid.length > 0;
  }

  /** Valid orders. */
  public int orders() {
    return valid.length;
  }

  private interface OfOrder {
    long get(int order);
  }

  private long sum(OfOrder amount) {
    long sum = 0;
    for (int order : valid) {
      sum += amount.get(order);
    }
    return sum;
  }

  long units() {
    return sum(money::units);
  }

  long gross() {
    return sum(money::gross);
  }

  long discount() {
    return sum(i -> money.isDiscountKnown(i) ? money.discount(i) : 0);
  }

  long netOfOrders() {
    return sum(money::net);
  }

  private long loose() {
    long sum = 0;
    for (long refund : looseRefunds) {
      sum += refund;
    }
    return sum;
  }

  long refund() {
    return sum(money::refund) + loose();
  }

  long net() {
    return netOfOrders() - loose();
  }

  /** Net of the last so many days. */
  public long net(int window) {
    long net = 0;
    for (int order : valid) {
      net += date - days[order] < window ? money.net(order) : 0;
    }
    for (int r = 0; r < looseRefunds.length; r++) {
      net -= date - refundDays[r] < window ? looseRefunds[r] : 0;
    }
    return net;
  }

  /** Purchases of the last so many days. */
  public int purchases(int window) {
    int purchases = 0;
    int before = Integer.MIN_VALUE;
    for (int order : valid) {
      if (date - days[order] < window && (unit == PurchaseUnit.ORDER || days[order] != before)) {
        purchases++;
      }
      before = days[order];
    }
    return purchases;
  }

  /** Of the orders whose discount is known; null where none is. */
  Double discountShare() {
    long gross = sum(i -> money.isDiscountKnown(i) ? money.gross(i) : 0);
    return gross == 0 ? null : (double) discount() / gross;
  }

  /** All refunds over what was paid for all paid orders; null where nothing was. */
  Double refundShare() {
    int[] statuses = row.statuses();
    long paid = 0;
    long refunded = 0;
    for (int i = 0; i < days.length && days[i] <= date; i++) {
      if (statuses[i] == LedgerTable.PAID) {
        paid += money.paid(i);
        refunded += money.refund(i);
      }
    }
    return paid == 0 ? null : (double) (refunded + loose()) / paid;
  }

  Double averageOrder() {
    return valid.length == 0 ? null : netOfOrders() / 100.0 / valid.length;
  }

  int entryDay() {
    return days[valid[0]];
  }

  int lastDay() {
    return days[valid[valid.length - 1]];
  }

  int entryChannel() {
    return row.channels()[valid[0]];
  }

  int entryStore() {
    return row.stores()[valid[0]];
  }

  int lastChannel() {
    return row.channels()[valid[valid.length - 1]];
  }

  /** How many of the first valid orders are the entry. */
  private int entryOrders() {
    int count = 1;
    while (unit == PurchaseUnit.DAY && count < valid.length && days[valid[count]] == entryDay()) {
      count++;
    }
    return count;
  }

  long entryNet() {
    long net = 0;
    for (int i = 0; i < entryOrders(); i++) {
      net += money.net(valid[i]);
    }
    return net;
  }

  /** Whether the entry had a discount; null where its orders' sources do not tell. */
  Boolean isEntryDiscounted() {
    boolean isKnown = false;
    long discount = 0;
    for (int i = 0; i < entryOrders(); i++) {
      if (money.isDiscountKnown(valid[i])) {
        isKnown = true;
        discount += money.discount(valid[i]);
      }
    }
    return isKnown ? discount > 0 : null;
  }

  /** The category on a level, from 0, that the entry spent most on; none if it has no lines. */
  int entryCategory(int level) {
    Tally spent = spent(0, entryOrders(), p -> catalogue.category(level, p));
    return spent.isEmpty()
        ? Catalogue.NO_CATEGORY
        : spent.largest(catalogue.categories(level)::text);
  }

  /** The product that the entry spent most on; -1 if it has no lines. */
  int entryProduct() {
    Tally spent = spent(0, entryOrders(), p -> p);
    return spent.isEmpty() ? -1 : spent.largest(catalogue.products()::text);
  }

  /** The three categories on a level most spent on, as {@link #preferences} has them. */
  int[] topCategories(int level, int window) {
    return preferences(level, window).largest(3, catalogue.categories(level)::text);
  }

  /**
   * What was spent by category on a level, in the days that end with the customer's own last
   * purchase day: who stopped buying keeps a taste. There must be a purchase; it may have no lines.
   */
  public Tally preferences(int level, int window) {
    int from = 0;
    while (lastDay() - days[valid[from]] >= window) {
      from++;
    }
    return spent(from, valid.length, p -> catalogue.category(level, p));
  }

  private Tally spent(int from, int until, IntUnaryOperator key) {
    int[] product = row.products();
    Tally spent = new Tally();
    for (int i = from; i < until; i++) {
      for (int line = money.firstLine(valid[i]); line < money.firstLine(valid[i] + 1); line++) {
        if (money.lineNet(line) > 0) {
          spent.add(key.applyAsInt(product[line]), money.lineNet(line));
        }
      }
    }
    return spent;
  }

  /** The channel of the largest net. */
  int mainChannel() {
    int[] channel = row.channels();
    Tally net = new Tally();
    for (int order : valid) {
      net.add(channel[order], money.net(order));
    }
    return net.largest(catalogue.channels()::text);
  }

  /** The store with the most valid orders; -1 if none was made in a store. */
  int usualStore() {
    int[] store = row.stores();
    Tally orders = new Tally();
    for (int order : valid) {
      if (store[order] != LedgerTable.NO_STORE) {
        orders.add(store[order], 1);
      }
    }
    return orders.isEmpty() ? LedgerTable.NO_STORE : orders.largest(catalogue.stores()::text);
  }
}
