package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreAndRefundTest {
  private static final String[] STORES = {
    "month",
    "store_id",
    "buyers",
    "new_customers",
    "orders",
    "net",
    "aov",
    "spend_per_buyer",
    "members_joined"
  };

  private static final String[] REFUNDS = {
    "month",
    "channel",
    "category_l1",
    "orders",
    "refunded_orders",
    "sold",
    "refund",
    "refund_order_rate",
    "refund_amount_rate",
    "median_days_to_refund",
    "settled"
  };

  @TempDir Path folder;

  @Test
  void storesOfAnOddShopAndOneThatOnlyRecruited() {
    var joined =
        List.of(
            RowFactory.create("S1", Date.valueOf("2025-03-01"), 3L),
            RowFactory.create("S2", Date.valueOf("2025-02-01"), 1L));

    assertThat(OddShop.in(folder).table(rules -> new StoreMonthly(rules, joined), STORES))
        .containsExactly(
            "2025-02-01 | S2 | 0 | 0 | 0 | 0.00 | - | - | 1",
            "2025-03-01 | S1 | 1 | 0 | 2 | 100.00 | 50.0 | 30.0 | 3");
  }

  @Test
  void aNewCustomerBelongsToTheStoreOfTheVeryFirstOrder() {
    Shop shop = Shop.of(folder, "2025-06-30");
    shop.order("1", "ann", "2025-06-01T12:00", "pos").store("S2").paid("10");
    shop.order("2", "ann", "2025-06-01T09:00", "pos").store("S1").paid("10");
    shop.order("3", "bob", "2025-06-01", "web").paid("10");

    assertThat(
            shop.table(
                rules -> new StoreMonthly(rules, List.of()), "store_id", "buyers", "new_customers"))
        .containsExactly("S1 | 1 | 1", "S2 | 1 | 0");
  }

  @Test
  void refundsOfAnOddShop() {
    List<String> rows = OddShop.in(folder).table(RefundMonthly::new, REFUNDS);

    assertThat(rows)
        .filteredOn(row -> !isOfAllChannels(row))
        .containsExactly(
            "2025-01-01 | web | all | 2 | 1 | 180.00 | 20.00 | 0.5 | 0.1111 | 5.0 | true",
            "2025-01-01 | web | 袜 | 1 | 1 | 20.00 | 20.00 | 1.0 | 1.0 | 5.0 | true",
            "2025-01-01 | web | 鞋 | 1 | 0 | 100.00 | 0.00 | 0.0 | 0.0 | - | true",
            "2025-02-01 | web | all | 1 | 0 | 40.00 | 0.00 | 0.0 | 0.0 | - | true",
            "2025-02-01 | web | 鞋 | 1 | 0 | 40.00 | 0.00 | 0.0 | 0.0 | - | true",
            "2025-03-01 | pos | all | 3 | 1 | 190.00 | 80.00 | 0.3333 | 0.4211 | 5.0 | true",
            "2025-03-01 | pos | 袜 | 1 | 0 | 30.00 | 0.00 | 0.0 | 0.0 | - | true",
            "2025-03-01 | pos | 鞋 | 2 | 1 | 150.00 | 80.00 | 0.5 | 0.5333 | 5.0 | true");
    // Each month has orders of one channel only.
    assertThat(rows.stream().filter(StoreAndRefundTest::isOfAllChannels))
        .containsExactlyElementsOf(
            rows.stream()
                .filter(row -> !isOfAllChannels(row))
                .map(row -> row.replaceFirst("web|pos", "all"))
                .toList());
  }

  @Test
  void aShareOfOrdersSaysHowSureItIs() {
    assertThat(
            OddShop.in(folder)
                .table(
                    RefundMonthly::new,
                    "month",
                    "category_l1",
                    "refund_order_rate_low",
                    "refund_order_rate_high"))
        .contains("2025-03-01 | all | 0.0615 | 0.7923", "2025-03-01 | 鞋 | 0.0945 | 0.9055");
  }

  private static boolean isOfAllChannels(String row) {
    return row.startsWith("all", "2025-01-01 | ".length());
  }

  @Test
  void theMedianIsOverOrdersAndAMonthSettlesWhenItsLastDayHas() {
    Shop shop = Shop.of(folder, "2025-06-14");
    shop.order("1", "ann", "2025-05-01", "web")
        .line("shoe", 1, "50")
        .refund("2025-05-03", "10", 1, null)
        .refund("2025-05-09", "10", 1, null);
    shop.order("2", "bob", "2025-05-02", "web")
        .line("shoe", 1, "50")
        .refund("2025-05-07", "10", 0, null);

    // Two days and five days. The last day of May is settled from 2025-06-15 on.
    assertThat(
            shop.table(RefundMonthly::new, "channel", "refunded_orders", "median_days_to_refund"))
        .contains("web | 2 | 3.5");
    assertThat(shop.table(RefundMonthly::new, "settled")).containsOnly("false");
  }
}
