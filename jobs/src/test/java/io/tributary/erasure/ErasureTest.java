package io.tributary.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.Tombstones.Tombstone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErasureTest {
  @Test
  void whatIsWrittenDownIsWhatIsDoneAfterADeath() {
    LocalDate on = LocalDate.of(2025, 6, 30);
    Erasure erasure =
        new Erasure(
            on,
            Instant.parse("2025-07-01T08:00:00.123Z"),
            List.of("5d0e2c94a1b7f3608e21c4d7", "0123456789abcdef01234567"),
            List.of(
                new Tombstone("phone", "00ff", LocalDate.of(2020, 1, 1), on, true),
                new Tombstone("email", "ab12", null, on.minusDays(9), false)),
            Map.of("clean_member", 1L),
            List.of("sms of audience shoes, 2025-06-29"));

    assertThat(Erasure.parse(erasure.json())).isEqualTo(erasure);
    assertThat(erasure.keys()).containsExactly("00ff", "ab12");
  }
}
