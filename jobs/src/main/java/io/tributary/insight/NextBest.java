package io.tributary.insight;

import io.tributary.insight.AssociationRules.Rule;
import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.RawRows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code next_best}: what to offer a customer next, by the rules whose antecedent they bought
 * within the window. The score is the rule's confidence; only rules that beat chance (lift above 1)
 * count.
 *
 * <p>What they bought in the window already is offered only where its category is bought again and
 * again by nature ({@link RepeatCategories}).
 */
final class NextBest implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  static final String NAME = "next_best";

  private static final int MOST = 3;
  private static final String[] LEVELS = {"l3", "sku"};

  private static final StructType SCHEMA =
      StructType.fromDDL(
          "one_id string, level string, rank int, item string, score double, because_of"
              + " array<string>, as_of date");

  private final StructType input;
  private final InsightRules rules;
  private final List<Map<Integer, List<Rule>>> byFirstItem = new ArrayList<>();
  private final Set<Integer> repeated;

  /**
   * The offers of each level.
   *
   * @param categories rules of level 3
   * @param products rules of products
   * @param repeated categories of level 3 that are bought again and again
   */
  NextBest(
      StructType input,
      InsightRules rules,
      List<Rule> categories,
      List<Rule> products,
      Set<Integer> repeated) {
    this.input = input;
    this.rules = rules;
    this.repeated = repeated;
    byFirstItem.add(byFirstItem(categories));
    byFirstItem.add(byFirstItem(products));
  }

  private static Map<Integer, List<Rule>> byFirstItem(List<Rule> rules) {
    Map<Integer, List<Rule>> found = new HashMap<>();
    for (Rule rule : rules) {
      if (rule.lift() > 1) {
        found.computeIfAbsent(rule.antecedent()[0], item -> new ArrayList<>()).add(rule);
      }
    }
    return found;
  }

  /** The offers for the customers of a ledger. */
  Dataset<Row> of(Dataset<Row> ledger) {
    return RawRows.map(ledger, SCHEMA, this);
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    Queue<InternalRow> offers = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (offers.isEmpty() && rows.hasNext()) {
          LedgerRow ledger = reader.at(rows.next());
          if (ledger.isKnown()) {
            addOffers(ledger, offers);
          }
        }
        return !offers.isEmpty();
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return offers.remove();
      }
    };
  }

  private void addOffers(LedgerRow ledger, Queue<InternalRow> offers) {
    BuyerHistory buyer = new BuyerHistory(ledger, Buyer.KNOWN, rules.customers());
    Set<Integer> products = new TreeSet<>();
    Set<Integer> categories = new TreeSet<>();
    for (int order = 0; order < buyer.orders(); order++) {
      if (buyer.counts(order) && buyer.isWithin(order, rules.window())) {
        for (int line = buyer.firstLine(order); line < buyer.firstLine(order + 1); line++) {
          if (buyer.money().lineNet(line) > 0) {
            products.add(buyer.product(line));
            categories.add(rules.catalogue().category(Baskets.L3, buyer.product(line)));
          }
        }
      }
    }
    addOffers(ledger.oneId(), 0, categories, offers);
    addOffers(ledger.oneId(), 1, products, offers);
  }

  private void addOffers(
      UTF8String oneId, int level, Set<Integer> bought, Queue<InternalRow> offers) {
    Comparator<Rule> order =
        BEST.thenComparing(rule -> names(level, rule.antecedent()), Arrays::compare)
            .thenComparing(rule -> name(level, rule.consequent()));
    Map<Integer, Rule> best = new HashMap<>();
    for (Integer item : bought) {
      for (Rule rule : byFirstItem.get(level).getOrDefault(item, List.of())) {
        boolean isNew = !bought.contains(rule.consequent());
        if ((isNew || isRepeated(level, rule.consequent())) && holds(rule, bought)) {
          best.merge(rule.consequent(), rule, (a, b) -> order.compare(a, b) <= 0 ? a : b);
        }
      }
    }
    List<Rule> ordered = best.values().stream().sorted(order).limit(MOST).toList();
    for (int i = 0; i < ordered.size(); i++) {
      offers.add(row(oneId, level, i + 1, ordered.get(i)));
    }
  }

  /**
   * The surest first; of equal ones the one that beats chance by more, then the simpler. What is
   * equal still is in the order of names: numbers are in that of arrival.
   */
  private static final Comparator<Rule> BEST =
      Comparator.comparingDouble(Rule::confidence)
          .thenComparingDouble(Rule::lift)
          .reversed()
          .thenComparingInt((Rule rule) -> rule.antecedent().length);

  private static boolean holds(Rule rule, Set<Integer> bought) {
    return Arrays.stream(rule.antecedent()).allMatch(bought::contains);
  }

  private boolean isRepeated(int level, int item) {
    return repeated.contains(level == 0 ? item : rules.catalogue().category(Baskets.L3, item));
  }

  private UTF8String name(int level, int item) {
    return level == 0
        ? rules.catalogue().categories(Baskets.L3).text(item)
        : rules.catalogue().products().text(item);
  }

  private UTF8String[] names(int level, int[] items) {
    return Arrays.stream(items)
        .mapToObj(item -> name(level, item))
        .sorted()
        .toArray(UTF8String[]::new);
  }

  private InternalRow row(UTF8String oneId, int level, int rank, Rule rule) {
    return new GenericInternalRow(
        new Object[] {
          oneId,
          UTF8String.fromString(LEVELS[level]),
          rank,
          name(level, rule.consequent()),
          rule.confidence(),
          new GenericArrayData(names(level, rule.antecedent())),
          rules.date()
        });
  }
}
