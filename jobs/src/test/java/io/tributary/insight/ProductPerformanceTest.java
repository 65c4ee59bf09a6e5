package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductPerformanceTest {
  private static final String[] ALL = {
    "period",
    "level",
    "product",
    "units",
    "net",
    "orders",
    "buyers",
    "penetration",
    "refund_rate",
    "entry_customers",
    "pull_new_share",
    "returning_order_share",
    "km_rate_horizon",
    "rank",
    "rank_change"
  };

  @TempDir Path folder;

  @Test
  void productsOfAnOddShop() {
    String shoe = "3 | 210.00 | 3 | 2 | 1.0 | 0.2759 | 1 | 0.5 | 0.5 | 1.0 | 1 | -";
    String sock = "1 | 30.00 | 1 | 1 | 0.5 | 0.4 | 0 | 0.0 | 1.0 | - | 2 | -";

    assertThat(OddShop.in(folder).table(ProductPerformance::new, ALL))
        .containsExactly(
            "2025 | l1 | 袜 | " + sock,
            "2025 | l1 | 鞋 | " + shoe,
            "2025 | l2 | 短袜 | " + sock,
            "2025 | l2 | 跑鞋 | " + shoe,
            "2025 | l3 | unknown | 4 | 240.00 | 4 | 2 | 1.0 | 0.2941 | 1 | 0.5 | 0.6667 | 1.0 | 1 | -",
            "2025 | sku | shoe | " + shoe,
            "2025 | sku | sock | " + sock,
            "window | l1 | 袜 | " + sock,
            "window | l1 | 鞋 | " + shoe,
            "window | l2 | 短袜 | " + sock,
            "window | l2 | 跑鞋 | " + shoe,
            "window | l3 | unknown | 4 | 240.00 | 4 | 2 | 1.0 | 0.2941 | 1 | 0.5 | 0.6667 | 1.0 | 1 | -",
            "window | sku | shoe | " + shoe,
            "window | sku | sock | " + sock);
  }

  @Test
  void ranksCompareWithTheYearAndTheWindowBefore() {
    Shop shop = Shop.of(folder, "2025-06-30", "attach: {window_days: 30}");
    shop.order("1", "ann", "2024-06-01", "web").line("hat", 1, "50").line("sock", 1, "20");
    shop.order("2", "ann", "2025-05-31", "web").line("hat", 1, "10").line("sock", 1, "9");
    shop.order("3", "ann", "2025-06-01", "web").line("sock", 1, "9").line("boot", 1, "9");
    shop.order("4", "ann", "2025-05-01", "web").line("boot", 1, "9");

    assertThat(
            shop.table(
                ProductPerformance::new, "level", "period", "product", "rank", "rank_change"))
        .filteredOn(row -> row.startsWith("sku"))
        .containsExactly(
            "sku | 2024 | hat | 1 | -",
            "sku | 2024 | sock | 2 | -",
            "sku | 2025 | boot | 1 | -",
            "sku | 2025 | hat | 3 | -2",
            "sku | 2025 | sock | 2 | 0",
            "sku | window | boot | 1 | -",
            "sku | window | sock | 2 | 0");
  }

  @Test
  void aProductThatCameBackWholeHasARowForItsRefundRate() {
    Shop shop = Shop.of(folder, "2025-06-30");
    shop.order("1", "ann", "2025-06-01", "web")
        .line("shoe", 1, "50")
        .line("sock", 1, "20")
        .refund("2025-06-05", "50", 0, "shoe");

    assertThat(
            shop.table(
                ProductPerformance::new, "period", "product", "orders", "buyers", "refund_rate"))
        .contains("window | shoe | 0 | 0 | 1.0", "window | sock | 1 | 1 | 0.0");
  }
}
