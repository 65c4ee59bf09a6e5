package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Settings.Quality;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class IdentityGatesTest {
  private static final Quality QUALITY =
      new Quality(
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          50,
          new BigDecimal("0.1"),
          new BigDecimal("0.05"));

  @Test
  void whatIsWithinTheBoundsPasses() {
    assertThat(new IdentityGates(10_000, 1_000, 500, 50).stops(QUALITY)).isEmpty();
    assertThat(new IdentityGates(0, 0, 0, 0).stops(QUALITY)).isEmpty();
  }

  @Test
  void aShareOfFewCustomersSaysNothing() {
    assertThat(new IdentityGates(5, 100, 100, 50).stops(QUALITY)).isEmpty();
  }

  @Test
  void eachBoundStopsWithItsNumbers() {
    assertThat(new IdentityGates(10_000, 1_001, 501, 51).stops(QUALITY))
        .satisfiesExactly(
            one ->
                assertThat(one).contains("51 identifiers", "quality.max_customer_identifiers 50"),
            two ->
                assertThat(two).contains("1001 of 10000 customers", "quality.max_id_changes 0.1"),
            three ->
                assertThat(three).contains("501 of 10000 customers", "quality.max_merges 0.05"));
  }
}
