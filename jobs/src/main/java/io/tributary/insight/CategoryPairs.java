package io.tributary.insight;

import io.tributary.statistics.BenjaminiHochberg;
import io.tributary.statistics.MantelHaenszel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code category_pairs}: which categories are bought by the same customers, or in the same basket
 * (purchase day), more often than their popularity lets expect.
 *
 * <p>Heavy buyers buy everything: compared without regard to that, every pair would seem to belong
 * together. So customers are compared with those of as many purchase days, baskets with those of as
 * many lines; {@link MantelHaenszel} puts these strata together.
 */
final class CategoryPairs implements CountedTable, Distribution {
  private static final long serialVersionUID = 1L;

  private static final int CUSTOMER = 0;
  private static final int BASKET = 1;
  private static final String[] SCOPES = {"customer", "basket"};

  private final InsightRules rules;

  CategoryPairs(InsightRules rules) {
    this.rules = rules;
  }

  @Override
  public String name() {
    return "category_pairs";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  /** Counts by scope, two categories (of all: {@link #ALL}) and stratum. */
  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    if (!buyer.isKnown()) {
      return;
    }
    BoughtCategories bought = buyer.bought(rules);
    if (!bought.baskets().isEmpty()) {
      add(CUSTOMER, bought.all(), bought.purchaseDays(), sums);
      bought.baskets().forEach(b -> add(BASKET, b.categories(), b.lines(), sums));
    }
  }

  private static void add(int scope, int[] categories, int stratum, Sums sums) {
    sums.add(sums.at(scope, ALL, ALL, stratum), 0, 1);
    for (int i = 0; i < categories.length; i++) {
      sums.add(sums.at(scope, categories[i], ALL, stratum), 0, 1);
      for (int j = i + 1; j < categories.length; j++) {
        sums.add(sums.at(scope, categories[i], categories[j], stratum), 0, 1);
      }
    }
  }

  /** The strata as they are: stratum and number by turns. */
  @Override
  public long[] summary(int[] values, long[] counts) {
    long[] strata = new long[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      strata[2 * i] = values[i];
      strata[2 * i + 1] = counts[i];
    }
    return strata;
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    for (int scope : new int[] {CUSTOMER, BASKET}) {
      addRows(scope, totals.of(this).stream().filter(t -> t.a() == scope).toList(), rows);
    }
  }

  private void addRows(int scope, List<Total> totals, TableRows rows) {
    Map<Integer, Map<Long, Long>> ofOne = new HashMap<>();
    List<Total> pairs = new ArrayList<>();
    for (Total total : totals) {
      if (total.c() == ALL) {
        ofOne.put(total.b(), byStratum(total));
      } else {
        pairs.add(total);
      }
    }
    List<MantelHaenszel> tests = new ArrayList<>();
    for (Total pair : pairs) {
      tests.add(test(ofOne.get(ALL), ofOne.get(pair.b()), ofOne.get(pair.c()), byStratum(pair)));
    }
    List<Double> q = BenjaminiHochberg.adjust(tests.stream().map(MantelHaenszel::p).toList());
    for (int i = 0; i < pairs.size(); i++) {
      Total pair = pairs.get(i);
      long withA = sum(ofOne.get(pair.b()));
      long withB = sum(ofOne.get(pair.c()));
      MantelHaenszel test = tests.get(i);
      rows.next()
          .set("scope", SCOPES[scope])
          .set("category_a", rules.category(rules.level(), pair.b()))
          .set("category_b", rules.category(rules.level(), pair.c()))
          .set("with_a", withA)
          .set("with_b", withB)
          .set("both", test.both())
          .set("expected", test.expected())
          .shareWithInterval("confidence_ab", test.both(), withA)
          .shareWithInterval("confidence_ba", test.both(), withB)
          .set("lift", TableRows.quotient(test.both(), test.expected()))
          .set("p", test.p())
          .set("q", q.get(i))
          .add();
    }
  }

  private static Map<Long, Long> byStratum(Total total) {
    Map<Long, Long> strata = new HashMap<>();
    for (int i = 0; i < total.values().length; i += 2) {
      strata.put(total.values()[i], total.values()[i + 1]);
    }
    return strata;
  }

  private static long sum(Map<Long, Long> strata) {
    return strata.values().stream().mapToLong(Long::longValue).sum();
  }

  private static MantelHaenszel test(
      Map<Long, Long> all, Map<Long, Long> a, Map<Long, Long> b, Map<Long, Long> both) {
    MantelHaenszel test = new MantelHaenszel();
    new java.util.TreeMap<>(all)
        .forEach(
            (stratum, n) ->
                test.addStratum(
                    n,
                    a.getOrDefault(stratum, 0L),
                    b.getOrDefault(stratum, 0L),
                    both.getOrDefault(stratum, 0L)));
    return test;
  }
}
