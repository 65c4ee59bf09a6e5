package io.tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.ingest.Tombstones.Tombstone;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Erased people in records that could not be read. */
class RejectedTextTest {
  private static final Map<String, Namespace> NAMESPACES =
      Map.of(
          "phone", namespace("phone", Normalise.PHONE),
          "device_id", namespace("device_id", Normalise.TRIM));

  private static Namespace namespace(String name, Normalise normalise) {
    Optional<Integer> none = Optional.empty();
    return new Namespace(name, 1, none, normalise, Optional.of("CN"), none, none);
  }

  private static boolean mentions(String text) {
    Sealer sealer = new Sealer(WorkspaceFixture.KEY);
    List<Tombstone> erased =
        Map.of("phone", "+8613812340001", "device_id", "aa:bb:01").entrySet().stream()
            .map(e -> tombstone(e.getKey(), hex(sealer.hash(e.getKey(), e.getValue()))))
            .toList();
    return new RejectedText(new Tombstones(erased), NAMESPACES, WorkspaceFixture.KEY)
        .mentions(text);
  }

  private static Tombstone tombstone(String namespace, String key) {
    return new Tombstone(namespace, key, null, LocalDate.of(2025, 6, 30), true);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void areFoundInWhateverCellAndSpelling() {
    assertThat(mentions("{\"no\":\"7\",\"phone\":\"138 1234 0001\"}")).isTrue();
    assertThat(mentions("7;+86-138-1234-0001;never")).isTrue();
    assertThat(mentions("{\"device\":\"aa:bb:01\"}")).isTrue();
    assertThat(mentions("{\"no\":\"7\",\"phone\":\"13812340002\",\"device\":\"aa:bb:02\"}"))
        .isFalse();
    assertThat(mentions("")).isFalse();
  }
}
