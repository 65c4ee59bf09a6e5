package io.tributary.insight;

import java.util.List;

/** {@code category_attach}: of a category's buyers, how many bought others, too. */
final class CategoryAttach implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int BUYERS = 0;
  private static final int ONLY = 1;

  private final InsightRules rules;

  CategoryAttach(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "category_attach";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    if (!buyer.isKnown()) {
      return;
    }
    BoughtCategories bought = buyer.bought(rules);
    int[] categories = bought.all();
    for (int category : categories) {
      int place = sums.at(category, 0);
      sums.add(place, BUYERS, 1);
      sums.add(place, ONLY, categories.length == 1 ? 1 : 0);
    }
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    for (Total total : totals.of(this)) {
      long buyers = total.values()[BUYERS];
      long only = total.values()[ONLY];
      rows.next()
          .set("category", rules.category(rules.level(), total.a()))
          .set("buyers", buyers)
          .set("only_buyers", only)
          .shareWithInterval("only_share", only, buyers)
          .set("attach_buyers", buyers - only)
          .shareWithInterval("attach_share", buyers - only, buyers)
          .add();
    }
  }
}
