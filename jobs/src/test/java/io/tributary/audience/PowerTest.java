package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Audience;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerTest {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");

  @TempDir Path folder;

  private static Audience audience() {
    Map<String, String> arms = new LinkedHashMap<>();
    arms.put("control", "0.5");
    arms.put("sms", "0.5");
    arms.put("never", "0");
    return TestAudience.of("shoes", arms, List.of(), null);
  }

  /** Expected by (1.959964 + 0.841621) sqrt(2 variance / 1,000). */
  @Test
  void anArmFindsDifferencesOfSoManyStandardErrors() {
    Row facts = RowFactory.create(2_000L, 0.2, 0.16, 50.0, 10_000.0);

    assertThat(Power.lines(audience(), facts, 30, DATE))
        .containsExactly(
            "Audience shoes as of 2025-06-30: 2,000 people pass; of them 20.0 % bought within the"
                + " last 30 days, net 50.00 per head",
            "arm sms (1,000) against control (1,000): found four times out of five are differences"
                + " of 5.01 percentage points of buyers (25 % of today's), or of 12.53 net per head"
                + " (25 % of today's)");
  }

  @Test
  void whereNobodyBoughtThereIsNoShareOfToday() {
    Row facts = RowFactory.create(2_000L, 0.0, 0.0, 0.0, 0.0);

    assertThat(Power.lines(audience(), facts, 30, DATE))
        .last()
        .asString()
        .endsWith("0.00 percentage points of buyers, or of 0.00 net per head");
  }

  @Test
  void mistakesAreToldBeforeAnythingIsRead() throws IOException {
    Files.createDirectories(folder.resolve("sources"));
    Files.createDirectories(folder.resolve("audiences"));
    Files.writeString(folder.resolve("tributary.yaml"), "brand: Demo\n");
    Files.writeString(
        folder.resolve("sources/pos.yaml"),
        """
        source: pos
        files: pos/{date}.csv
        format: csv
        entities:
          - entity: order
            columns: {order_id: "id", channel: "'pos'", ordered_at: "to_timestamp(at)"}
        """);
    Files.writeString(folder.resolve("audiences/all.yaml"), "audience: all\nwhere: net > 0\n");
    Files.writeString(
        folder.resolve("audiences/drawn.yaml"),
        "audience: drawn\nwhere: net > 0\narms: {control: 0.1, sms: 0.9}\n");
    Power power = new Power(null, null, WorkspaceReader.read(folder));

    assertThatThrownBy(() -> power.lines("all", 30))
        .isInstanceOf(UserMistake.class)
        .hasMessageStartingWith("audiences/all.yaml has no arm `control`");
    assertThatThrownBy(() -> power.lines("drawn", 31))
        .isInstanceOf(UserMistake.class)
        .hasMessage("--days: expected one of 30, 90, 180, 365, but found 31");
  }
}
