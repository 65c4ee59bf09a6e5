package io.tributary.insight;

/**
 * What products and categories sold, by period, level and product; at level {@link #ALL}, how many
 * bought anything.
 */
final class ProductSales implements Count {
  private static final long serialVersionUID = 1L;

  static final int BUYERS = 0;
  static final int ENTRIES = 1;
  static final int ORDERS = 2;
  static final int UNITS = 3;
  static final int NET = 4;
  static final int SOLD = 5;
  static final int REFUND = 6;
  static final int NEW_ORDERS = 7;
  static final int RETURNING_ORDERS = 8;

  /** The level of products, after those of categories. */
  static final int SKU = 3;

  private final InsightRules rules;

  ProductSales(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public int width() {
    return 9;
  }

  @Override
  public int marks() {
    return 3;
  }

  /** A product's number on a level: its category, or itself. */
  static int onLevel(InsightRules rules, int level, int product) {
    return level == SKU ? product : rules.catalogue().category(level, product);
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.wasSold(order)) {
        for (int period : ProductPeriods.of(buyer, order, rules.window())) {
          addOrder(buyer, order, period, sums);
        }
      }
    }
  }

  private void addOrder(BuyerHistory buyer, int order, int period, Sums sums) {
    if (buyer.isKnown() && buyer.counts(order)) {
      addOnce(buyer.number(), BUYERS, sums, sums.at(period, ALL));
    }
    for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
      if (buyer.amount(line) > 0) {
        for (int level = 0; level <= SKU; level++) {
          int place = sums.at(period, level, onLevel(rules, level, buyer.product(line)));
          long net = buyer.money().lineNet(line);
          sums.add(place, SOLD, buyer.amount(line));
          sums.add(place, REFUND, buyer.amount(line) - net);
          if (net > 0 && buyer.counts(order)) {
            sums.add(place, UNITS, buyer.quantity(line));
            sums.add(place, NET, net);
            addBuyer(buyer, order, sums, place);
          }
        }
      }
    }
  }

  private static void addBuyer(BuyerHistory buyer, int order, Sums sums, int place) {
    boolean isFirstLine = addOnce(buyer.orderNumber(order), ORDERS, sums, place);
    if (!buyer.isKnown()) {
      return;
    }
    addOnce(buyer.number(), BUYERS, sums, place);
    if (buyer.isOfEntry(order) && buyer.isEntryKnown()) {
      addOnce(buyer.number(), ENTRIES, sums, place);
    }
    if (isFirstLine && buyer.isReturn(order)) {
      sums.add(place, RETURNING_ORDERS, 1);
    } else if (isFirstLine && buyer.isEntryKnown()) {
      sums.add(place, NEW_ORDERS, 1);
    }
  }

  private static boolean addOnce(long number, int counter, Sums sums, int place) {
    boolean isFirst = sums.isFirst(place, counter, number);
    sums.add(place, counter, isFirst ? 1 : 0);
    return isFirst;
  }
}
