package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Audience;
import io.tributary.workspace.Tag.Behaviour;
import io.tributary.workspace.Tag.Measure;
import io.tributary.workspace.Tag.Of;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AudienceGateTest {
  private static List<String> stops(long before, long now) {
    return AudienceGate.stops(Map.of("a", before), Map.of("a", now), new BigDecimal("0.5"));
  }

  @Test
  void halfMoreOrLessPasses() {
    assertThat(stops(1000, 1500)).isEmpty();
    assertThat(stops(1000, 500)).isEmpty();
  }

  @Test
  void moreThanThatStopsWithTheNumbers() {
    assertThat(stops(1000, 499))
        .singleElement()
        .asString()
        .contains("audience a: 499 people", "it was 1,000", "quality.max_audience_change 0.5");
    assertThat(stops(1000, 1501)).hasSize(1);
  }

  @Test
  void aHandfulOfPeopleMayComeAndGo() {
    assertThat(stops(2, 12)).isEmpty();
    assertThat(stops(0, 11)).hasSize(1);
  }

  private static Audience asking(Of of) {
    Behaviour didNot =
        new Behaviour(
            of,
            Measure.DID_NOT,
            Optional.of("campaign = 'a'"),
            Optional.of(30),
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Audience(
        "a",
        "",
        "",
        "",
        Optional.empty(),
        List.of(didNot),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of("sms"),
        Map.of(),
        "a");
  }

  @Test
  void anAudienceThatItsOwnMessagesEmptyIsNotCompared() {
    LocalDate night = LocalDate.parse("2025-06-17");

    assertThat(AudienceGate.compares(asking(Of.TOUCH), night)).isFalse();
    assertThat(AudienceGate.compares(asking(Of.PURCHASE), night)).isTrue();
  }
}
