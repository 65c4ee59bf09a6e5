package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
  @Test
  void ofAStepItSaysWhoIsInTheJourney() throws IOException {
    Workspace workspace = WorkspaceReader.read(Path.of("testdata", "omnichannel"));
    Audience step =
        workspace.audiences().stream()
            .filter(a -> a.name().equals("second_order-last_call"))
            .findFirst()
            .orElseThrow();

    JsonNode journey =
        new ObjectMapper()
            .readTree(
                Manifest.of(
                    step,
                    workspace.journeys(),
                    LocalDate.of(2025, 6, 30),
                    List.of(),
                    List.of(),
                    Map.of()))
            .path("definition")
            .path("journey");

    assertThat(journey.toString())
        .isEqualTo(
            "{\"journey\":\"second_order\","
                + "\"anchor\":{\"on\":\"first_purchase\",\"groups\":[],\"where\":null},"
                + "\"where\":null,"
                + "\"exit\":{\"where\":\"purchases = 0\",\"bought_since_anchor\":true,\"responded\":false},"
                + "\"once_per_days\":null,\"enter_within_days\":7,\"catch_up_days\":3,"
                + "\"step\":\"last_call\",\"day\":75,\"learned\":\"day_75\","
                + "\"bought_since_anchor\":null,\"responded\":false}");
  }
}
