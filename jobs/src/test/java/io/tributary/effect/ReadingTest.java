package io.tributary.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.effect.Reading.Status;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a window may be read; two people were assigned, one to each arm. */
class ReadingTest {
  private static final LocalDate LAST = LocalDate.parse("2025-05-07");
  private static final String OVER = "over";
  private static final Map<String, Long> BOTH = Map.of("control", 1L, "treatment", 1L);

  private static Reading reading(
      Campaign campaign, LocalDate date, Map<String, Long> assigned, String... states) {
    CampaignCounts counts = new CampaignCounts();
    String[] arms = {"control", "treatment"};
    for (int i = 0; i < states.length; i++) {
      counts.add(
          new Cell("c", "conversion", arms[i % 2], states[i], "active", "1", "0-6"),
          new long[Variable.values().length]);
    }
    return Reading.of(campaign, Window.CONVERSION, assigned, counts, 15, date);
  }

  private static Status once(LocalDate date, String... states) {
    return reading(TestCampaign.until(LAST), date, BOTH, states).status();
  }

  private static Status always(String... states) {
    return reading(TestCampaign.always(), LAST, BOTH, states).status();
  }

  @Test
  void whatIsReadOnceIsReadWhenEverybodyIsSettled() {
    assertThat(once(LAST, Cell.SETTLED, Cell.SETTLED)).isEqualTo(Status.FINAL);
    assertThat(once(LAST, Cell.SETTLED, OVER)).isEqualTo(Status.UNSETTLED);
    assertThat(once(LAST, OVER, Cell.OPEN)).isEqualTo(Status.IMMATURE);
    assertThat(once(LAST)).as("nobody was assigned").isEqualTo(Status.IMMATURE);
    assertThat(once(LAST.minusDays(1), Cell.SETTLED, Cell.SETTLED))
        .as("more may be assigned")
        .isEqualTo(Status.IMMATURE);
  }

  @Test
  void whatIsReadAlwaysRunsFromTheFirstWhoIsSettled() {
    assertThat(always(OVER, Cell.OPEN)).isEqualTo(Status.IMMATURE);
    assertThat(always(Cell.SETTLED, Cell.OPEN)).isEqualTo(Status.RUNNING);
    assertThat(always(Cell.SETTLED, Cell.SETTLED)).isEqualTo(Status.RUNNING);
  }

  @Test
  void onlyWhatIsFinalOrRunningIsShown() {
    for (Status status : Status.values()) {
      Reading reading = new Reading(status, java.util.Optional.empty(), null, null, null);
      assertThat(reading.isShown()).isEqualTo(status == Status.FINAL || status == Status.RUNNING);
    }
  }

  @Test
  void nothingIsToldWhereTheArmsAreNotOfTheSizesThatWereDrawn() {
    Map<String, Long> uneven = Map.of("control", 100L, "treatment", 200L);

    Reading reading = reading(TestCampaign.until(LAST), LAST, uneven, Cell.SETTLED, Cell.SETTLED);
    assertThat(reading.status()).isEqualTo(Status.WITHHELD);
    assertThat(reading.finalOn()).as("30 days, and 15 for returns").contains(LAST.plusDays(45));
  }
}
