package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefundAllocationTest {
  private static final int[] NAMES_NONE = {};

  @Test
  void takesFromTheLineThatItNames() {
    RefundAllocation order = new RefundAllocation(new long[] {100_00, 50_00});

    assertThat(order.take(30_00, new int[] {1})).containsExactly(0, 30_00);
    assertThat(order.anyLineCounts()).isTrue();
  }

  @Test
  void takesFromTheLinesOfAProductInOrderEachUpToItsAmount() {
    RefundAllocation order = new RefundAllocation(new long[] {40_00, 7_00, 40_00});

    assertThat(order.take(60_00, new int[] {0, 2})).containsExactly(40_00, 0, 20_00);
  }

  @Test
  void whatIsLeftOverGoesProRata() {
    RefundAllocation order = new RefundAllocation(new long[] {10_00, 60_00, 30_00});

    assertThat(order.take(19_00, new int[] {0})).containsExactly(10_00, 6_00, 3_00);
  }

  @Test
  void centsGoToTheLargestRemainderThenToTheFirstLine() {
    assertThat(new RefundAllocation(new long[] {1_00, 1_00, 1_00}).take(1_00, NAMES_NONE))
        .containsExactly(34, 33, 33);
    assertThat(new RefundAllocation(new long[] {1, 2}).take(1, NAMES_NONE)).containsExactly(0, 1);
  }

  @Test
  void anEarlierRefundLeavesLessForTheNext() {
    RefundAllocation order = new RefundAllocation(new long[] {60_00, 40_00});

    order.take(60_00, new int[] {0});

    assertThat(order.take(40_00, NAMES_NONE)).containsExactly(0, 40_00);
    assertThat(order.anyLineCounts()).isFalse();
  }

  @Test
  void freightBeyondTheLinesStaysWithTheOrder() {
    assertThat(new RefundAllocation(new long[] {60_00, 40_00}).take(110_00, NAMES_NONE))
        .containsExactly(60_00, 40_00);
  }

  @Test
  void anOrderWithoutLinesOrWithFreeLinesOnlyHasNothingToReach() {
    assertThat(new RefundAllocation(new long[] {}).take(5_00, NAMES_NONE)).isEmpty();
    assertThat(new RefundAllocation(new long[] {0, 0}).take(5_00, new int[] {1}))
        .containsExactly(0, 0);
  }
}
