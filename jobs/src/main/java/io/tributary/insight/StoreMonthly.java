package io.tributary.insight;

import io.tributary.ledger.LedgerTable;
import java.sql.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * {@code store_monthly}: buyers and sales of a store in a month, and the members it recruited.
 *
 * <p>A rule that surprises: a new customer is counted in the store of their very first order, also
 * where the first day saw orders in several.
 */
final class StoreMonthly implements CountedTable, Count {
  private static final long serialVersionUID = 1L;

  private static final int BUYERS = 0;
  private static final int NEW = 1;
  private static final int ORDERS = 2;
  private static final int NET = 3;
  private static final int UNITS = 4;
  private static final int ANONYMOUS_NET = 5;
  private static final int WIDTH = 6;

  private final InsightRules rules;
  private final transient List<Row> joined;

  /**
   * The table.
   *
   * @param joined as {@link BuyerFacts#joined} gives it
   */
  StoreMonthly(InsightRules rules, List<Row> joined) {
    this.rules = rules;
    this.joined = joined;
  }

  @Override
  public String name() {
    return "store_monthly";
  }

  @Override
  public List<Count> counts() {
    return List.of(this);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int marks() {
    return 1;
  }

  @Override
  public void add(BuyerHistory buyer, Sums sums) {
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.counts(order) && buyer.store(order) != LedgerTable.NO_STORE) {
        int place = sums.at(buyer.month(order), buyer.store(order));
        sums.add(place, ORDERS, 1);
        sums.add(place, NET, buyer.money().net(order));
        sums.add(place, UNITS, buyer.money().units(order));
        if (!buyer.isKnown()) {
          sums.add(place, ANONYMOUS_NET, buyer.money().net(order));
          continue;
        }
        if (sums.isFirst(place, BUYERS, buyer.number())) {
          sums.add(place, BUYERS, 1);
        }
        if (order == buyer.entryOrder() && buyer.isEntryKnown()) {
          sums.add(place, NEW, 1);
        }
      }
    }
  }

  /** A store in a month. */
  private record Key(Date month, String store) {}

  @Override
  public void addRows(Totals totals, TableRows rows) {
    Map<Key, long[]> sales = new HashMap<>();
    for (Total total : totals.of(this)) {
      String store = rules.catalogue().stores().text(total.b()).toString();
      sales.put(new Key(Months.firstDay(total.a()), store), total.values());
    }
    Map<Key, Long> members = new HashMap<>();
    for (Row row : joined) {
      Key key = new Key(row.getDate(1), row.getString(0));
      members.put(key, row.getLong(2));
      sales.putIfAbsent(key, new long[WIDTH]);
    }
    sales.forEach(
        (key, of) ->
            rows.next()
                .set("month", key.month())
                .set("store_id", key.store())
                .set("buyers", of[BUYERS])
                .set("new_customers", of[NEW])
                .set("orders", of[ORDERS])
                .money("net", of[NET])
                .average("aov", of[NET], of[ORDERS])
                .average("spend_per_buyer", of[NET] - of[ANONYMOUS_NET], of[BUYERS])
                .share("units_per_order", of[UNITS], of[ORDERS])
                .set("members_joined", members.getOrDefault(key, 0L))
                .add());
  }
}
