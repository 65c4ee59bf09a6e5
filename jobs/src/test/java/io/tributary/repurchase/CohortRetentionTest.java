package io.tributary.repurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CohortRetentionTest {
  private static CohortRetention of(String... customers) {
    CohortRetention cohorts = new CohortRetention();
    for (String days : customers) {
      cohorts.add(
          Arrays.stream(days.split(" "))
              .mapToInt(day -> (int) LocalDate.parse(day).toEpochDay())
              .toArray());
    }
    return cohorts;
  }

  private static List<String> rows(CohortRetention cohorts, String date) {
    return cohorts.rows(LocalDate.parse(date)).stream().map(r -> r.mkString(" ")).toList();
  }

  @Test
  void everyMonthThatHasBegunHasARow() {
    CohortRetention cohorts =
        of("2023-12-31 2024-01-01 2024-01-31", "2023-12-01", "2024-01-15 2024-03-01");

    assertThat(rows(cohorts, "2024-03-30"))
        .containsExactly(
            "2023-12-01 0 2 2 1.0 true 2024-03-30",
            "2023-12-01 1 2 1 0.5 true 2024-03-30",
            "2023-12-01 2 2 0 0.0 true 2024-03-30",
            "2023-12-01 3 2 0 0.0 false 2024-03-30",
            "2024-01-01 0 1 1 1.0 true 2024-03-30",
            "2024-01-01 1 1 0 0.0 true 2024-03-30",
            "2024-01-01 2 1 1 1.0 false 2024-03-30");
  }

  @Test
  void onItsLastDayAMonthIsComplete() {
    assertThat(rows(of("2024-02-03"), "2024-02-29"))
        .containsExactly("2024-02-01 0 1 1 1.0 true 2024-02-29");
  }
}
