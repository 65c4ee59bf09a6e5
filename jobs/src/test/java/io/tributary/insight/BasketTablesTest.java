package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.customer.Catalogue.Names;
import io.tributary.insight.AssociationRules.Rule;
import io.tributary.ledger.LedgerInMemory;
import io.tributary.pipeline.Contracts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasketTablesTest {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");

  @TempDir Path folder;

  private InsightRules rules(LedgerInMemory ledger) {
    Shop shop = Shop.of(folder, DATE.toString());
    return InsightRules.of(shop.settings(), ledger.catalogue(), DATE);
  }

  /** The products of each basket, and whether it was capped. */
  private List<String> baskets(LedgerInMemory ledger) {
    InsightRules rules = rules(ledger);
    List<String> found = new ArrayList<>();
    new Baskets(LedgerInMemory.SCHEMA, rules)
        .map(ledger.rows().values().iterator())
        .forEachRemaining(
            row ->
                found.add(
                    Arrays.stream(row.getArray(0).toIntArray())
                            .mapToObj(i -> rules.catalogue().products().text(i).toString())
                            .sorted()
                            .toList()
                        + (row.getBoolean(2) ? " capped" : "")));
    return found.stream().sorted().toList();
  }

  @Test
  void aBasketIsWhatADayLeavesEachProductOnce() {
    LedgerInMemory ledger = new LedgerInMemory();
    ledger.order("1", "ann", "2025-06-01T09:00", "web").line("a", 1, "10").line("a", 1, "10");
    ledger.order("2", "ann", "2025-06-01T10:00", "pos").line("b", 1, "10");
    // Returned whole, as the last order of the day; then a gift; then one before the window.
    ledger
        .order("3", "ann", "2025-06-01T11:00", "pos")
        .line("c", 1, "10")
        .refund("2025-06-02", "10", 0, null);
    ledger.order("4", "ann", "2025-06-02", "pos").line("d", 1, "10").line("gift", 1, "0");
    ledger.order("5", "ann", "2024-06-30", "pos").line("e", 1, "10");
    ledger.order("6", null, "2025-06-02", "pos").line("f", 1, "10");
    ledger.order("7", "bob", "2025-06-02", "pos").paid("10");

    assertThat(baskets(ledger)).containsExactly("[a, b]", "[d]");
  }

  @Test
  void ofAHugeBasketTheItemsOfTheLargestNetAreKept() {
    LedgerInMemory ledger = new LedgerInMemory();
    LedgerInMemory.Order order = ledger.order("1", "ann", "2025-06-01", "web");
    for (int i = 10; i < 10 + Baskets.MOST_ITEMS + 1; i++) {
      order.line("s" + i, 1, "" + i);
    }

    assertThat(baskets(ledger))
        .singleElement()
        .asString()
        .startsWith("[s11, ")
        .endsWith("] capped");
  }

  @Test
  void rulesOfTwentyBaskets() {
    var baskets =
        TestSpark.session()
            .sql(
                "select array(1, 2) as sku from range(0, 10, 1, 1) union all select array(1) from"
                    + " range(0, 2, 1, 1) union all select array(3) from range(0, 8, 1, 1)");

    List<String> rules =
        AssociationRules.find(baskets, "sku", Names.of("x", "a", "b", "c"), 20).stream()
            .map(
                r ->
                    "%s -> %d: %.2f %.4f %.4f %d"
                        .formatted(
                            Arrays.toString(r.antecedent()),
                            r.consequent(),
                            r.support(),
                            r.confidence(),
                            r.lift(),
                            r.n()))
            .sorted()
            .toList();

    assertThat(rules)
        .containsExactly("[1] -> 2: 0.50 0.8333 1.6667 10", "[2] -> 1: 0.50 1.0000 1.6667 10");
    assertThat(AssociationRules.find(baskets, "sku", Names.of(), 5)).isEmpty();
  }

  @Test
  void ofEqualRulesTheFirstIsThatOfTheFirstNameNotOfTheFirstToArrive() {
    var baskets = TestSpark.session().sql("select array(0, 1) as sku from range(0, 10, 1, 1)");

    assertThat(AssociationRules.find(baskets, "sku", Names.of("b", "a"), 10))
        .extracting(Rule::consequent)
        .as("a -> b, then b -> a")
        .containsExactly(0, 1);
  }

  @Test
  void namesOfARuleAreInTheOrderOfCodePoints() {
    TableRows rows = new TableRows(Contracts.table(AssociationRules.NAME), DATE);
    AssociationRules.addRows(
        "sku",
        List.of(new Rule(new int[] {0, 1}, 2, .1, .5, 2, 10)),
        Names.of("\uD83D\uDE00", "\uFF5E", "a"),
        rows);

    assertThat((String[]) rows.rows().get(0).get(1)).containsExactly("\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void ofEqualReasonsTheFirstNameIsGivenNotTheFirstToArrive() {
    LedgerInMemory ledger = new LedgerInMemory();
    ledger.order("1", "ann", "2025-06-01", "web").line("b", 1, "9");
    ledger.order("2", "ann", "2025-06-02", "web").line("a", 1, "9");
    ledger.order("3", "bob", "2025-06-02", "web").line("bag", 1, "9");
    List<Rule> products =
        List.of(
            new Rule(new int[] {0}, 2, .1, .5, 2, 10), new Rule(new int[] {1}, 2, .1, .5, 2, 10));

    assertThat(offers(ledger, products, Set.of())).containsExactly("ann sku 1 bag 0.5 [a]");
  }

  @Test
  void whatWasBoughtIsOfferedAgainOnlyIfItIsBoughtAgainByNature() {
    LedgerInMemory ledger = new LedgerInMemory();
    ledger.product("shoe", "l", "l", "shoes").product("milk", "l", "l", "milk");
    ledger.product("sock", "l", "l", "socks").product("bag", "l", "l", "bags");
    ledger.order("1", "ann", "2025-06-01", "web").line("shoe", 1, "9").line("milk", 1, "9");
    ledger.order("2", "bob", "2025-06-01", "web").line("bag", 1, "9");
    ledger.order("3", null, "2025-06-01", "web").line("shoe", 1, "9");
    InsightRules rules = rules(ledger);
    List<Rule> products =
        List.of(
            new Rule(new int[] {0}, 1, .1, .4, 2, 10),
            new Rule(new int[] {0, 1}, 2, .1, .6, 2, 10),
            new Rule(new int[] {0}, 2, .1, .5, 3, 10),
            new Rule(new int[] {1}, 3, .1, .9, 1, 10),
            new Rule(new int[] {1}, 0, .1, .9, 2, 10),
            new Rule(new int[] {0, 3}, 2, .1, .9, 2, 10));
    int milkCategory = rules.catalogue().category(Baskets.L3, 1);

    assertThat(offers(ledger, products, Set.of(milkCategory)))
        .containsExactly("ann sku 1 sock 0.6 [milk, shoe]", "ann sku 2 milk 0.4 [shoe]");
  }

  /** A shoe and a sock on one day, then a bag: whose, says the test. */
  private static LedgerInMemory threePurchases(String shoe, String sock, String bag) {
    LedgerInMemory ledger = new LedgerInMemory();
    ledger.product("shoe", "l", "l", "shoes").product("sock", "l", "l", "socks");
    ledger.product("bag", "l", "l", "bags").product("hat", "l", "l", "hats");
    ledger.order("1", shoe, "2025-06-01T09:00", "web").line("shoe", 1, "9");
    ledger.order("2", sock, "2025-06-01T18:00", "pos").line("sock", 1, "9");
    ledger.order("3", bag, "2025-06-02", "pos").line("bag", 1, "9");
    return ledger;
  }

  @Test
  void whoTurnsOutToBeOneCustomerHasOneBasketADayAndIsNotOfferedWhatTheyBought() {
    LedgerInMemory apart = threePurchases("ann", "anna", "anne");
    LedgerInMemory merged = threePurchases("ann", "ann", "ann");
    List<Rule> products =
        List.of(
            new Rule(new int[] {0}, 1, .1, .5, 2, 10),
            new Rule(new int[] {0, 2}, 3, .1, .6, 2, 10));

    assertThat(baskets(apart)).containsExactly("[bag]", "[shoe]", "[sock]");
    assertThat(baskets(merged)).containsExactly("[bag]", "[shoe, sock]");
    assertThat(offers(apart, products, Set.of())).containsExactly("ann sku 1 sock 0.5 [shoe]");
    assertThat(offers(merged, products, Set.of())).containsExactly("ann sku 1 hat 0.6 [bag, shoe]");
  }

  /** The offers of product rules. */
  private List<String> offers(LedgerInMemory ledger, List<Rule> products, Set<Integer> repeated) {
    List<String> offers = new ArrayList<>();
    new NextBest(LedgerInMemory.SCHEMA, rules(ledger), List.of(), products, repeated)
        .map(ledger.rows().values().iterator())
        .forEachRemaining(row -> offers.add(text(row)));
    return offers;
  }

  private static String text(InternalRow row) {
    ArrayData because = row.getArray(5);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < because.numElements(); i++) {
      names.add(because.getUTF8String(i).toString());
    }
    return "%s %s %d %s %s %s"
        .formatted(
            row.getUTF8String(0),
            row.getUTF8String(1),
            row.getInt(2),
            row.getUTF8String(3),
            row.getDouble(4),
            names);
  }
}
