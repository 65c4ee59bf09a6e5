package io.tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JourneyGateTest {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  @Test
  void halfOfAllCustomersAtOnceIsSuspicious() {
    assertThat(JourneyGate.stops(Map.of("usual", 50L, "odd", 51L), 100, HALF))
        .singleElement()
        .asString()
        .startsWith("journey odd: 51 people enter it tonight, of 100 customers");
    assertThat(JourneyGate.stops(Map.of("small", 10L), 10, HALF)).isEmpty();
  }
}
