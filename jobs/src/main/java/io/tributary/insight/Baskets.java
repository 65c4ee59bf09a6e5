package io.tributary.insight;

import io.tributary.customer.Tally;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.RawRows;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.StructType;

/**
 * What was bought together: a row per customer and purchase day within the window, with the numbers
 * of its products and of their categories on level 3, each once.
 *
 * <p>A rule that surprises: of a huge basket (a reseller's, a company's) only the items of the
 * largest net are kept: the number of sets in a basket doubles with each item.
 */
final class Baskets implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** The most items that are kept of a basket. */
  static final int MOST_ITEMS = 30;

  /** Level 3, as levels are numbered from 0. */
  static final int L3 = 2;

  private static final StructType SCHEMA =
      StructType.fromDDL("sku array<int>, l3 array<int>, is_capped boolean");

  private final StructType input;
  private final InsightRules rules;

  Baskets(StructType input, InsightRules rules) {
    this.input = input;
    this.rules = rules;
  }

  /** The baskets in a ledger. */
  static Dataset<Row> of(Dataset<Row> ledger, InsightRules rules) {
    return RawRows.map(ledger, SCHEMA, new Baskets(ledger.schema(), rules));
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    Queue<InternalRow> baskets = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (baskets.isEmpty() && rows.hasNext()) {
          LedgerRow ledger = reader.at(rows.next());
          if (ledger.isKnown()) {
            addBaskets(new BuyerHistory(ledger, Buyer.KNOWN, rules.customers()), baskets);
          }
        }
        return !baskets.isEmpty();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return baskets.remove();
      }
    };
  }

  private void addBaskets(BuyerHistory buyer, Queue<InternalRow> baskets) {
    Tally skus = new Tally();
    Tally categories = new Tally();
    for (int order = 0; order < buyer.orders(); order++) {
      if (!buyer.counts(order) || !buyer.isWithin(order, rules.window())) {
        continue;
      }
      for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
        long net = buyer.money().lineNet(line);
        if (net > 0) {
          skus.add(buyer.product(line), net);
          categories.add(rules.catalogue().category(L3, buyer.product(line)), net);
        }
      }
      boolean isLastOfDay = order + 1 == buyer.orders() || buyer.day(order + 1) != buyer.day(order);
      if (isLastOfDay || isLastThatCounts(buyer, order)) {
        addBasket(skus, categories, baskets);
        skus = new Tally();
        categories = new Tally();
      }
    }
  }

  /** Whether no further order of the day counts. */
  private static boolean isLastThatCounts(BuyerHistory buyer, int order) {
    int next = order + 1;
    while (next < buyer.orders() && buyer.day(next) == buyer.day(order)) {
      if (buyer.counts(next++)) {
        return false;
      }
    }
    return true;
  }

  private void addBasket(Tally skus, Tally categories, Queue<InternalRow> baskets) {
    if (skus.isEmpty()) {
      return;
    }
    int[] ofSkus = skus.largest(MOST_ITEMS + 1, rules.catalogue().products()::text);
    int[] ofCategories = categories.largest(MOST_ITEMS + 1, rules.catalogue().categories(L3)::text);
    boolean isCapped = ofSkus.length > MOST_ITEMS || ofCategories.length > MOST_ITEMS;
    baskets.add(
        new GenericInternalRow(new Object[] {array(ofSkus), array(ofCategories), isCapped}));
  }

  private static UnsafeArrayData array(int[] items) {
    return UnsafeArrayData.fromPrimitiveArray(
        Arrays.copyOf(items, Math.min(items.length, MOST_ITEMS)));
  }
}
