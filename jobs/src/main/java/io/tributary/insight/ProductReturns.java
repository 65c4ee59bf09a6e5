package io.tributary.insight;

/** The repurchase rate of those whose first purchase held a product, by period, level, product. */
final class ProductReturns extends RepurchaseRate {
  private static final long serialVersionUID = 1L;

  ProductReturns(InsightRules rules) {
    super(rules);
  }

  @Override
  void addEntry(BuyerHistory buyer, int outcome, Sums sums) {
    int[] periods = ProductPeriods.of(buyer, buyer.entryOrder(), rules().window());
    for (int order = buyer.entryOrder(); order < buyer.orders(); order++) {
      if (buyer.counts(order) && buyer.isOfEntry(order)) {
        for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
          if (buyer.money().lineNet(line) > 0) {
            addLine(buyer, periods, buyer.product(line), outcome, sums);
          }
        }
      }
    }
  }

  private void addLine(BuyerHistory buyer, int[] periods, int product, int outcome, Sums sums) {
    for (int period : periods) {
      for (int level = 0; level <= ProductSales.SKU; level++) {
        int onLevel = ProductSales.onLevel(rules(), level, product);
        addOnce(buyer, outcome, sums, sums.at(period, level, onLevel));
      }
    }
  }
}
