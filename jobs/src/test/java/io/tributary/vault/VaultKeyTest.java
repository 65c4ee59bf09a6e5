package io.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.pipeline.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultKeyTest {
  private static final String HEX = "00112233445566778899aabbccddeeff".repeat(2);

  @TempDir Path folder;

  @Test
  void aKeyIsReadInEitherForm() {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(HEX));
    String known = VaultKey.parse(HEX, "a test").checkValue();
    assertThat(VaultKey.parse(HEX.toUpperCase() + "\n", "a test").checkValue()).isEqualTo(known);
    assertThat(VaultKey.parse(base64, "a test").checkValue()).isEqualTo(known);
    assertThat(VaultKey.parse(VaultKey.random(), "a test").checkValue()).isNotEqualTo(known);
  }

  @Test
  void theFileGoesBeforeTheVariable() throws IOException {
    Path file = folder.resolve("tributary.key");
    Files.writeString(file, HEX + "\n");
    String known = VaultKey.parse(HEX, "a test").checkValue();
    Map<String, String> both =
        Map.of(VaultKey.FILE_VARIABLE, file.toString(), VaultKey.VARIABLE, VaultKey.random());
    assertThat(VaultKey.fromEnvironment(both).checkValue()).isEqualTo(known);
    assertThat(VaultKey.fromEnvironment(Map.of(VaultKey.VARIABLE, HEX)).checkValue())
        .isEqualTo(known);
  }

  @Test
  void withoutAKeyPeopleAreToldHowToMakeOne() {
    assertThatThrownBy(() -> VaultKey.fromEnvironment(Map.of(VaultKey.FILE_VARIABLE, " ")))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("neither TRIBUTARY_KEY_FILE nor TRIBUTARY_KEY is set")
        .hasMessageContaining("openssl rand -hex 32");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String file = folder.resolve("none.key").toString();
    assertThatThrownBy(() -> VaultKey.fromEnvironment(Map.of(VaultKey.FILE_VARIABLE, file)))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("cannot be read: " + file);
  }

  @Test
  void aKeyWithATypingErrorIsNotShown() {
    String mistyped = HEX.substring(1);
    assertThatThrownBy(() -> VaultKey.parse(mistyped, "TRIBUTARY_KEY"))
        .isInstanceOf(UserMistake.class)
        .hasMessageStartingWith("The key in TRIBUTARY_KEY is not 64 hexadecimal digits")
        .hasMessageNotContaining(mistyped);
  }

  @Test
  void nothingShowsTheKey() {
    VaultKey key = VaultKey.parse(HEX, "a test");
    assertThat(key.toString()).isEqualTo("VaultKey(hidden)");
    assertThat(HEX).doesNotContain(key.checkValue());
    assertThat(key.derive("hash")).isNotEqualTo(key.derive("seal"));
  }
}
