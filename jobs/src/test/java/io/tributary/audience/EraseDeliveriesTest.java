package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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

  @Test
  void theListOfAnArmIsADeliverysFileToo() {
    Optional<String> manifest =
        Optional.of(
            """
            {"files": [{"delivery": "meta", "file": "meta-baseline.csv"}, {"delivery": "meta", "file": "meta-coupon-2.csv"},
              {"delivery": "sms", "file": "sms.csv"}]}
            """);
    List<String> files =
        List.of("manifest.json", "meta-baseline.csv", "meta-coupon-2.csv", "sms.csv");

    assertThat(files)
        .filteredOn(file -> EraseDeliveries.isOf("meta", file, manifest))
        .containsExactly("meta-baseline.csv", "meta-coupon-2.csv");
    assertThat(files)
        .as("an interrupted night left no manifest")
        .filteredOn(file -> EraseDeliveries.isOf("meta", file, Optional.empty()))
        .containsExactly("meta-baseline.csv", "meta-coupon-2.csv");
  }
}
