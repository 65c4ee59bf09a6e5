package io.tributary.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {
  @Test
  void aGate() {
    assertThat(
            Cause.of(List.of("job 1 of 1: ingest …", "stopped by a gate: too few rows.", "Done.")))
        .isEqualTo(new Cause("stopped by a gate: too few rows.", true));
  }

  @Test
  void severalReasonsInOneLine() {
    assertThat(
            Cause.of(
                List.of(
                    "stopped by a gate: 2 things to put right", "  - Too few.", "  - Too late.")))
        .isEqualTo(new Cause("stopped by a gate: 2 things to put right Too few. Too late.", true));
  }

  @Test
  void aMistakeIsNoGate() {
    assertThat(Cause.of(List.of("error: No workspace.", "Task failed")))
        .isEqualTo(new Cause("error: No workspace.", false));
  }

  @Test
  void withoutSuchASentenceTheLastLine() {
    assertThat(Cause.of(List.of("Poking", "Sensor has timed out")))
        .isEqualTo(new Cause("Sensor has timed out", false));
    assertThat(Cause.of(List.of())).isEqualTo(new Cause("its log is empty", false));
  }
}
