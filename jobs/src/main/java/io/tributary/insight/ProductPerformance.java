package io.tributary.insight;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code product_performance}: how products and categories sold in a period, whom they brought, and
 * whether those came back.
 *
 * <p>Rules that surprise: a product that was returned whole has a row, for its refund rate. The
 * rank compares with the window, or the calendar year, before; the present year is as long as it
 * is.
 */
final class ProductPerformance implements CountedTable {
  private static final List<String> LEVELS = List.of("l1", "l2", "l3", "sku");

  private final InsightRules rules;
  private final ProductSales sales;
  private final ProductReturns returns;

  ProductPerformance(InsightRules rules) {
    this.rules = rules;
    this.sales = new ProductSales(rules);
    this.returns = new ProductReturns(rules);
  }

  @Override
  public String name() {
    return "product_performance";
  }

  @Override
  public List<Count> counts() {
    return List.of(sales, returns);
  }

  /** A product, or a category, of a level in a period. */
  private record Key(int period, int level, int product) {
    Key(Total total) {
      this(total.a(), total.b(), total.c());
    }

    Key before() {
      int before = period == ProductPeriods.WINDOW ? ProductPeriods.WINDOW_BEFORE : period - 1;
      return new Key(before, level, product);
    }
  }

  @Override
  public void addRows(Totals totals, TableRows rows) {
    Map<Integer, Long> buyersOf = new HashMap<>();
    Map<Key, long[]> sold = new HashMap<>();
    for (Total total : totals.of(sales)) {
      if (total.b() == Count.ALL) {
        buyersOf.put(total.a(), total.values()[ProductSales.BUYERS]);
      } else {
        sold.put(new Key(total), total.values());
      }
    }
    Map<Key, Total> rates = new HashMap<>();
    for (Total total : totals.of(returns)) {
      rates.put(new Key(total), total);
    }
    Map<Key, Integer> ranks = ranks(sold);
    sold.forEach(
        (key, of) -> {
          if (key.period() != ProductPeriods.WINDOW_BEFORE) {
            Integer before = ranks.get(key.before());
            TableRows.Cells cells =
                RepurchaseRate.addTo(rows.next(), rates.get(key))
                    .set("period", ProductPeriods.name(key.period()))
                    .set("level", LEVELS.get(key.level()))
                    .set("product", text(key).toString())
                    .shareWithInterval(
                        "penetration",
                        of[ProductSales.BUYERS],
                        buyersOf.getOrDefault(key.period(), 0L))
                    .set("rank", ranks.get(key))
                    .set("rank_change", before == null ? null : before - ranks.get(key));
            addSales(cells, of).add();
          }
        });
  }

  private static TableRows.Cells addSales(TableRows.Cells cells, long[] of) {
    return cells
        .set("units", of[ProductSales.UNITS])
        .money("net", of[ProductSales.NET])
        .set("orders", of[ProductSales.ORDERS])
        .set("buyers", of[ProductSales.BUYERS])
        .share("refund_rate", of[ProductSales.REFUND], of[ProductSales.SOLD])
        .set("entry_customers", of[ProductSales.ENTRIES])
        .shareWithInterval("pull_new_share", of[ProductSales.ENTRIES], of[ProductSales.BUYERS])
        .shareWithInterval(
            "returning_order_share",
            of[ProductSales.RETURNING_ORDERS],
            of[ProductSales.RETURNING_ORDERS] + of[ProductSales.NEW_ORDERS]);
  }

  /** Places by net in each period and level; equal ones by name (code points). */
  private Map<Key, Integer> ranks(Map<Key, long[]> sold) {
    Map<Key, Integer> ranks = new HashMap<>();
    Map<Key, List<Key>> groups =
        sold.keySet().stream()
            .collect(Collectors.groupingBy(key -> new Key(key.period(), key.level(), 0)));
    Comparator<Key> byNet =
        Comparator.comparingLong((Key key) -> sold.get(key)[ProductSales.NET])
            .reversed()
            .thenComparing(this::text);
    for (List<Key> group : groups.values()) {
      group.sort(byNet);
      for (int i = 0; i < group.size(); i++) {
        ranks.put(group.get(i), i + 1);
      }
    }
    return ranks;
  }

  private UTF8String text(Key key) {
    return key.level() == ProductSales.SKU
        ? rules.catalogue().products().text(key.product())
        : rules.catalogue().categories(key.level()).text(key.product());
  }
}
