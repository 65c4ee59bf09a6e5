package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  private static final String SOURCE =
      """
      source: pos
      files: pos/dt={date}/*.csv
      format: csv
      options: {encoding: GBK}
      entities:
        - entity: order
          where: "a > 1"
          columns: {order_id: a, channel: "'pos'", ordered_at: b}
          identifiers: {phone: c}
      """;
  private static final String SETTINGS =
      """
      brand: Demo
      timezone: Asia/Shanghai
      identity: {namespaces: {phone: {priority: 1, normalise: phone, region: CN}, email: {priority: 2}}}
      """;

  @TempDir Path folder;

  @Test
  void commentsKeyOrderGatesAndOtherSettingsDoNotChangeIt() {
    String same =
        """
        # The tills.
        entities:
          - columns: {ordered_at: b, order_id: a, channel: "'pos'"}
            identifiers: {phone: c}
            where: a > 1
            entity: order
        required: true
        min_rows: 9
        checks: ["count(*) > 0"]
        format: csv
        options: {encoding: gbk, header: true}
        files: "pos/dt={date}/*.csv"
        source: pos
        """;

    assertThat(fingerprint(same, SETTINGS.replace("Demo", "Other") + "cycle: {min: 20}\n"))
        .isEqualTo(fingerprint(SOURCE, SETTINGS))
        .matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order_id: a    | order_id: b",
        "phone: c       | phone: [c, d]",
        "phone: c       | email: c",
        "a > 1          | a > 2",
        "GBK            | UTF-8",
        "dt={date}      | {date}",
        "format: csv    | delivery: full\\nformat: csv"
      })
  void whatDecidesTheRowsChangesIt(String before, String after) {
    String other = SOURCE.replace(before, after.replace("\\n", "\n"));

    assertThat(fingerprint(other, SETTINGS)).isNotEqualTo(fingerprint(SOURCE, SETTINGS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Asia/Shanghai | Asia/Tokyo", "region: CN | region: HK"})
  void soDoTheTimeZoneAndTheFormOfItsIdentifiers(String before, String after) {
    assertThat(fingerprint(SOURCE, SETTINGS.replace(before, after)))
        .isNotEqualTo(fingerprint(SOURCE, SETTINGS));
  }

  @Test
  void aNamespaceThatTheSourceDoesNotMapDoesNot() {
    assertThat(
            fingerprint(
                SOURCE,
                SETTINGS.replace("email: {priority: 2}", "email: {priority: 2, normalise: email}")))
        .isEqualTo(fingerprint(SOURCE, SETTINGS));
  }

  private String fingerprint(String source, String settings) {
    Workspace workspace =
        WorkspaceFolder.valid(folder)
            .with("tributary.yaml", settings)
            .with("sources/pos.yaml", source)
            .read();
    return Fingerprint.of(workspace.sources().get(0), workspace.settings());
  }
}
