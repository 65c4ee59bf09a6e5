package io.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SealerTest {
  private static final String PHONE = "+8613812345678";

  private final Sealer sealer = new Sealer(VaultKey.parse("0a".repeat(32), "the test"));
  private final Sealer otherKey = new Sealer(VaultKey.parse("0b".repeat(32), "the test"));

  @Test
  void opensWhatItSealed() {
    byte[] phone = sealer.seal("phone", PHONE);
    byte[] name = sealer.seal("name", "李雷 😀");
    assertThat(sealer.open("phone", phone)).isEqualTo(PHONE);
    assertThat(sealer.open("name", name)).isEqualTo("李雷 😀");
    assertThat(new String(phone, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("138");
  }

  @Test
  void theSameValueGivesTheSameBytes() {
    byte[] first = sealer.seal("phone", PHONE);
    byte[] twiceInARow = sealer.seal("phone", PHONE);
    byte[] other = sealer.seal("phone", "+8613812345679");
    byte[] later = sealer.seal("phone", PHONE);
    Sealer anotherTask = new Sealer(VaultKey.parse("0a".repeat(32), "the test"));
    assertThat(twiceInARow).isEqualTo(first);
    assertThat(later).isEqualTo(first);
    assertThat(anotherTask.seal("phone", PHONE)).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void whatACallerDoesToTheBytesDoesNotReachTheNextOne() {
    byte[] first = sealer.seal("phone", PHONE);
    byte[] untouched = first.clone();
    first[0] ^= 1;
    assertThat(sealer.seal("phone", PHONE)).isEqualTo(untouched);
  }

  @Test
  void aHashTellsKeysNamespacesAndValuesApart() {
    byte[] hash = sealer.hash("phone", PHONE);
    assertThat(hash).hasSize(16).isEqualTo(sealer.hash("phone", PHONE));
    assertThat(hash)
        .isNotEqualTo(sealer.hash("email", PHONE))
        .isNotEqualTo(sealer.hash("phone", PHONE + " "))
        .isNotEqualTo(otherKey.hash("phone", PHONE));
  }

  @Test
  void anotherKeyAnotherNamespaceOrDamagedBytesAreRefused() {
    byte[] sealed = sealer.seal("phone", PHONE);
    byte[] damaged = sealed.clone();
    damaged[damaged.length - 1] ^= 1;
    assertThatIllegalStateException()
        .isThrownBy(() -> otherKey.open("phone", sealed))
        .withMessageContaining("another key");
    assertThatIllegalStateException().isThrownBy(() -> sealer.open("email", sealed));
    assertThatIllegalStateException().isThrownBy(() -> sealer.open("phone", damaged));
  }
}
