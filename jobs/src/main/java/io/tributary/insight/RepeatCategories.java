package io.tributary.insight;

import java.util.HashSet;
import java.util.Set;

/**
 * Which categories are bought again and again by nature: of the buyers within the window, half or
 * more bought the category on two or more days. Of fewer than 30 buyers that would be chance.
 */
final class RepeatCategories implements Count {
  private static final long serialVersionUID = 1L;

  private static final int BUYERS = 0;
  private static final int REPEATED = 1;

  /** A mark: the buyer and the day seen last. */
  private static final int DAY = 2;

  private static final double HIGH_SHARE = 0.5;
  private static final long FEW_BUYERS = 30;
  private static final long DAYS = 1_000_000;

  private final InsightRules rules;

  RepeatCategories(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public int marks() {
    return 3;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    for (int order = 0; buyer.isKnown() && order < buyer.orders(); order++) {
      if (buyer.counts(order) && buyer.isWithin(order, rules.window())) {
        for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
          if (buyer.money().lineNet(line) > 0) {
            int category = rules.catalogue().category(Baskets.L3, buyer.product(line));
            addDay(buyer, buyer.day(order), sums, sums.at(category, 0));
          }
        }
      }
    }
  }

  private static void addDay(BuyerHistory buyer, int day, Sums sums, int place) {
    if (!sums.isFirst(place, DAY, buyer.number() * DAYS + day)) {
      return;
    }
    if (sums.isFirst(place, BUYERS, buyer.number())) {
      sums.add(place, BUYERS, 1);
    } else if (sums.isFirst(place, REPEATED, buyer.number())) {
      sums.add(place, REPEATED, 1);
    }
  }

  /** The categories, by their numbers on level 3. */
  Set<Integer> found(Totals totals) {
    Set<Integer> found = new HashSet<>();
    for (Total total : totals.of(this)) {
      long buyers = total.values()[BUYERS];
      if (buyers >= FEW_BUYERS && total.values()[REPEATED] >= HIGH_SHARE * buyers) {
        found.add(total.a());
      }
    }
    return found;
  }
}
