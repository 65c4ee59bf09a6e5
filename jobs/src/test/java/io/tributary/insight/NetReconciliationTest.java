package io.tributary.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetReconciliationTest {
  @TempDir Path folder;

  @Test
  void everyCentOfAnOddShopHasItsPlace() {
    assertThat(
            OddShop.in(folder)
                .table(
                    rules -> new NetReconciliation(),
                    "position",
                    "step",
                    "is_total",
                    "orders",
                    "amount"))
        .containsExactlyInAnyOrder(
            "1 | gross_of_all_orders | true | 9 | 445.00",
            "2 | excluded | false | 1 | -20.00",
            "3 | unpaid | false | 1 | -10.00",
            "4 | cancelled | false | 0 | 0.00",
            "5 | without_value | false | 1 | 0.00",
            "6 | returned | false | 1 | -90.00",
            "7 | gross | true | 5 | 325.00",
            "8 | discount | false | 1 | -5.00",
            "9 | freight_and_other | false | 5 | 0.00",
            "10 | paid | true | 5 | 320.00",
            "11 | refund | false | 1 | -20.00",
            "12 | net_of_orders | true | 5 | 300.00",
            "13 | anonymous | false | 1 | -70.00",
            "14 | refund_without_order | false | 0 | -5.00",
            "15 | net_of_customers | true | 4 | 225.00",
            "16 | anonymous_net | false | 1 | 70.00",
            "17 | refund_of_nobody | false | 0 | -3.00",
            "18 | net | true | 5 | 292.00");
  }
}
