package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EraseDeliveriesTest {
  @Test
  void theManifestSaysWhichFilesAnErasureTook() {
    String manifest =
        """
        {"audience": "shoes", "files": [{"delivery": "sms", "file": "sms.csv"}, {"delivery": "meta", "file": "meta.csv"}]}
        """;
    assertThat(
            EraseDeliveries.withErasure(manifest, "sms", LocalDate.of(2025, 6, 30))
                .replaceAll("\\s", ""))
        .isEqualTo(
            "{\"audience\":\"shoes\",\"files\":[{\"delivery\":\"sms\",\"file\":\"sms.csv\",\"erased_on\":\"2025-06-30\"},"
                + "{\"delivery\":\"meta\",\"file\":\"meta.csv\"}]}");
  }
}
