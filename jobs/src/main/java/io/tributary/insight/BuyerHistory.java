package io.tributary.insight;

import io.tributary.customer.CustomerRules;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.OrdersAsOf;
import io.tributary.workspace.Settings.PurchaseUnit;
import java.util.Arrays;

/**
 * One ledger row as of the business date, as the tables count it. Orders are numbered from 0 in the
 * order of time; those dated later are not there. Also an order or a refund whose customer nobody
 * knows is such a row: it is no buyer, but its order may count.
 */
final class BuyerHistory {
  /** There is no such day. */
  static final int NEVER = Integer.MAX_VALUE;

  private final CustomerRules rules;
  private final Buyer buyer;
  private final OrdersAsOf money;
  private final int orders;
  private final int[] days;
  private final int[] months;
  private final int[] voidDays;
  private final int[] channels;
  private final int[] stores;
  private final int[] statuses;
  private final int[] products;
  private final int[] quantities;
  private final long[] amounts;
  private final int[] purchaseDays;
  private final int firstCounting;
  private final RefundDays refunds;
  private BoughtCategories bought;
  private int[] entryDays;

  /**
   * The row.
   *
   * @param buyer whose it is
   */
  BuyerHistory(LedgerRow row, Buyer buyer, CustomerRules rules) {
    this.rules = rules;
    this.buyer = buyer;
    money = new OrdersAsOf(row, rules.date());
    days = row.orderDays();
    voidDays = row.voidDays();
    channels = row.channels();
    stores = row.stores();
    statuses = row.statuses();
    products = row.products();
    quantities = row.quantities();
    amounts = row.lineAmounts();
    refunds = new RefundDays(row, rules.date());
    int dated = 0;
    while (dated < days.length && days[dated] <= rules.date()) {
      dated++;
    }
    orders = dated;
    months = new int[orders];
    for (int i = 0; i < orders; i++) {
      months[i] = i > 0 && days[i] == days[i - 1] ? months[i - 1] : Months.of(days[i]);
    }
    purchaseDays = purchaseDays();
    int first = 0;
    while (first < orders && !counts(first)) {
      first++;
    }
    firstCounting = first;
  }

  private int[] purchaseDays() {
    int[] found = new int[orders];
    int count = 0;
    for (int i = 0; i < orders; i++) {
      if (counts(i) && (count == 0 || found[count - 1] != days[i])) {
        found[count++] = days[i];
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** A number that no other row of the partition has. */
  long number() {
    return buyer.number();
  }

  /** A number that no other order of the partition has. */
  long orderNumber(int order) {
    return buyer.firstOrderNumber() + order;
  }

  /** Whether it is known whose history this is. */
  boolean isKnown() {
    return buyer.isKnown();
  }

  /** Whether they were a member on a day. */
  boolean isMember(int day) {
    return buyer.isMember(day);
  }

  /** Their relation to the brand on the day of their first purchase, as {@link Relation} has it. */
  int relation() {
    return buyer.relation();
  }

  /** How many orders there are, whatever became of them. */
  int orders() {
    return orders;
  }

  /** How many orders the row has, those dated later included. */
  int allOrders() {
    return days.length;
  }

  /** Money of orders and lines. */
  OrdersAsOf money() {
    return money;
  }

  /** When refunds came. */
  RefundDays refunds() {
    return refunds;
  }

  /** What was bought within the window. */
  BoughtCategories bought(InsightRules asked) {
    if (bought == null) {
      bought = new BoughtCategories(this, asked);
    }
    return bought;
  }

  int day(int order) {
    return days[order];
  }

  /** The month, as {@link Months} numbers it. */
  int month(int order) {
    return months[order];
  }

  int channel(int order) {
    return channels[order];
  }

  /** {@link LedgerTable#NO_STORE} if it was sold in none. */
  int store(int order) {
    return stores[order];
  }

  int status(int order) {
    return statuses[order];
  }

  /** Whether it is a valid order; or would be one if its customer were known. */
  boolean counts(int order) {
    return voidDays[order] > rules.date();
  }

  /** Whether it was a sale once, though perhaps everything was returned since. */
  boolean wasSold(int order) {
    return voidDays[order] != LedgerTable.NEVER_VALID;
  }

  /** Whether it lies in the last so many days. */
  boolean isWithin(int order, int window) {
    return rules.date() - days[order] < window;
  }

  /** The order's first line; its last one stands before the first of the next order. */
  int firstLine(int order) {
    return money.firstLine(order);
  }

  int product(int line) {
    return products[line];
  }

  int quantity(int line) {
    return quantities[line];
  }

  /** What was paid for a line. */
  long amount(int line) {
    return amounts[line];
  }

  /** The purchase days, ascending. */
  int[] days() {
    return purchaseDays;
  }

  boolean hasPurchase() {
    return buyer.isKnown() && purchaseDays.length > 0;
  }

  /** The first purchase day; there must be one. */
  int entryDay() {
    return purchaseDays[0];
  }

  /** The first purchase day in a channel, {@link Count#ALL}: in any; there must be one. */
  int entryDay(int channel) {
    if (channel == Count.ALL) {
      return entryDay();
    }
    if (entryDays == null) {
      entryDays = entryDays();
    }
    return entryDays[channel];
  }

  /** The first purchase day in each channel. */
  private int[] entryDays() {
    int most = 0;
    for (int channel : channels) {
      most = Math.max(most, channel);
    }
    int[] first = new int[most + 1];
    for (int order = orders - 1; order >= 0; order--) {
      if (counts(order)) {
        first[channels[order]] = days[order];
      }
    }
    return first;
  }

  /** Whether the first purchase that is known of is the first that there was. */
  boolean isEntryKnown() {
    return hasPurchase() && rules.isEntryKnown(entryDay());
  }

  /** The first valid order; there must be one. */
  int entryOrder() {
    return firstCounting;
  }

  /** Whether a valid order belongs to the first purchase. */
  boolean isOfEntry(int order) {
    return rules.unit() == PurchaseUnit.DAY ? days[order] == entryDay() : order == firstCounting;
  }

  /** Whether a valid order was placed after the first purchase day. */
  boolean isReturn(int order) {
    return days[order] > entryDay();
  }

  /** The next purchase day after a day; {@link #NEVER} if there is none. */
  int nextPurchase(int day) {
    int place = Arrays.binarySearch(purchaseDays, day);
    int next = place >= 0 ? place + 1 : -place - 1;
    return next < purchaseDays.length ? purchaseDays[next] : NEVER;
  }
}
