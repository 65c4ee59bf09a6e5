package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CategoryTablesTest {
  private static final String[] ATTACH = {
    "category", "buyers", "only_buyers", "only_share", "attach_buyers", "attach_share"
  };

  private static final String[] ATTACH_ENDS = {
    "category", "only_share_low", "only_share_high", "attach_share_low", "attach_share_high"
  };

  private static final String[] PAIRS = {
    "scope",
    "category_a",
    "category_b",
    "with_a",
    "with_b",
    "both",
    "expected",
    "confidence_ab",
    "confidence_ba",
    "lift",
    "p",
    "q"
  };

  @TempDir Path folder;

  @Test
  void attachOfAnOddShop() {
    assertThat(OddShop.in(folder).table(CategoryAttach::new, ATTACH))
        .containsExactly("短袜 | 1 | 0 | 0.0 | 1 | 1.0", "跑鞋 | 2 | 1 | 0.5 | 1 | 0.5");
    assertThat(OddShop.in(folder).table(CategoryAttach::new, ATTACH_ENDS))
        .containsExactly(
            "短袜 | 0.0 | 0.7935 | 0.2065 | 1.0", "跑鞋 | 0.0945 | 0.9055 | 0.0945 | 0.9055");
  }

  @Test
  void pairsOfAnOddShop() {
    assertThat(OddShop.in(folder).table(CategoryPairs::new, PAIRS))
        .containsExactly("customer | 短袜 | 跑鞋 | 1 | 2 | 1 | 1.0 | 1.0 | 0.5 | 1.0 | - | -");
  }

  @Test
  void aProductThatTheCatalogueLacksHasTheCategoryUnknownAndTheWindowEnds() {
    Shop shop = Shop.of(folder, "2025-06-30", "attach: {level: l1, window_days: 30}");
    shop.product("shoe", "鞋", null);
    shop.order("1", "ann", "2025-06-01", "web").line("shoe", 1, "10").line("lost", 1, "10");
    shop.order("2", "ann", "2025-05-31", "web").line("older", 1, "10");
    shop.order("3", "bob", "2025-05-31", "web").line("shoe", 1, "10");

    assertThat(shop.table(CategoryAttach::new, ATTACH))
        .containsExactly("unknown | 1 | 0 | 0.0 | 1 | 1.0", "鞋 | 1 | 0 | 0.0 | 1 | 1.0");
  }

  /** Of those who come once nobody, of those who come twice everybody buys both. */
  @Test
  void heavyBuyersBuyEverythingAndThatIsNoReasonToCallItAPair() {
    Shop shop = Shop.of(folder, "2025-06-30", "attach: {level: l1}");
    shop.product("shoe", "鞋", null).product("sock", "袜", null);
    for (int i = 0; i < 8; i++) {
      shop.order("light" + i, "light" + i, "2025-06-01", "web")
          .line(i < 4 ? "shoe" : "sock", 1, "10");
      shop.order("heavy" + i, "heavy" + i, "2025-06-01", "web").line("shoe", 1, "10");
      shop.order("again" + i, "heavy" + i, "2025-06-02", "web").line("sock", 1, "10");
    }

    // One visit: expected 4 * 4 / 8 = 2; two visits: 8. Seen: 0 + 8. Variance 4*4*4*4/(64*7) of the
    // first stratum: (8 - 10)^2 / (4/7) = 7, of which the tail is 0.0082.
    assertThat(shop.table(CategoryPairs::new, PAIRS))
        .containsExactly(
            "customer | 袜 | 鞋 | 12 | 12 | 8 | 10.0 | 0.6667 | 0.6667 | 0.8 | 0.0082 | 0.0082");
    assertThat(
            shop.table(
                CategoryPairs::new,
                "confidence_ab_low",
                "confidence_ab_high",
                "confidence_ba_low",
                "confidence_ba_high"))
        .containsExactly("0.3906 | 0.8619 | 0.3906 | 0.8619");
  }

  @Test
  void basketsAreComparedWithThoseOfAsManyLines() {
    Shop shop = Shop.of(folder, "2025-06-30", "attach: {level: l1}");
    shop.product("shoe", "鞋", null).product("sock", "袜", null).product("hat", "帽", null);
    shop.order("1", "ann", "2025-06-01T09:00", "web").line("shoe", 1, "10");
    shop.order("2", "ann", "2025-06-01T10:00", "pos").line("sock", 1, "10");
    shop.order("3", "bob", "2025-06-01", "web").line("shoe", 1, "10").line("shoe", 1, "10");
    shop.order("4", "cid", "2025-06-01", "web").line("hat", 1, "10").line("hat", 1, "10");
    shop.order("5", "dan", "2025-06-01", "web").line("hat", 1, "10");
    shop.order("6", null, "2025-06-01", "web").line("hat", 1, "10").line("sock", 1, "10");

    // Three baskets of two lines: shoes in two, socks in one: expected 2/3; the basket of one line
    // and the one of nobody are no match.
    assertThat(shop.table(CategoryPairs::new, "scope", "category_a", "category_b", "expected"))
        .containsExactly("basket | 袜 | 鞋 | 0.6667", "customer | 袜 | 鞋 | 0.5");
  }
}
