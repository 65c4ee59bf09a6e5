package io.tributary.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.lake.Lake;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VacuumDatesTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 6, 1);

  @TempDir Path folder;

  @Test
  void aTableIsDueSoManyDaysAfterItWasFirstSeenOrLastCleared() {
    Lake lake = new Lake(TestSpark.session(), folder.toString());
    VacuumDates.of(lake).save(List.of("a", "b"), List.of(), FIRST);
    assertThat(VacuumDates.of(lake).due(List.of("a", "b", "new"), FIRST.minusDays(1))).isEmpty();
    assertThat(VacuumDates.of(lake).due(List.of("a", "b", "new"), FIRST)).containsExactly("a", "b");

    VacuumDates.of(lake).save(List.of("a", "b", "new"), List.of("a"), FIRST.plusDays(30));
    assertThat(VacuumDates.of(lake).due(List.of("a", "b", "new"), FIRST.plusDays(30)))
        .containsExactly("b", "a", "new");
  }
}
