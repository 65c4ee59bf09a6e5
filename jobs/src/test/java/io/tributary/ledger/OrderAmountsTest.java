package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderAmountsTest {
  @Test
  void whatIsMappedStands() {
    assertThat(OrderAmounts.of(100L, 15L, 90L, 85)).isEqualTo(new OrderAmounts(100, 15, 90));
  }

  @Test
  void grossAndDiscountFollowFromEachOther() {
    assertThat(OrderAmounts.of(100L, null, 80L, 80)).isEqualTo(new OrderAmounts(100, 20, 80));
    assertThat(OrderAmounts.of(null, 20L, 80L, 80)).isEqualTo(new OrderAmounts(100, 20, 80));
  }

  @Test
  void freightIsNoNegativeDiscount() {
    assertThat(OrderAmounts.of(100L, null, 110L, 100)).isEqualTo(new OrderAmounts(100, 0, 110));
  }

  @Test
  void theDiscountIsUnknownWhereTheSourceTellsNeither() {
    assertThat(OrderAmounts.of(null, null, 80L, 75))
        .isEqualTo(new OrderAmounts(80, OrderAmounts.UNKNOWN, 80));
  }

  @Test
  void withoutAPaidAmountItIsGrossLessDiscountElseTheSumOfTheLines() {
    assertThat(OrderAmounts.of(100L, 30L, null, 75)).isEqualTo(new OrderAmounts(100, 30, 70));
    assertThat(OrderAmounts.of(null, null, null, 75))
        .isEqualTo(new OrderAmounts(75, OrderAmounts.UNKNOWN, 75));
  }
}
