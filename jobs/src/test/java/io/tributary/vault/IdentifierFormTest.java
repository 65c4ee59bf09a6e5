package io.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.IdentifierForm.Result;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifierFormTest {
  @TempDir Path folder;

  private IdentifierForm phone;
  private IdentifierForm email;
  private IdentifierForm member;

  /** The namespaces that every workspace has. */
  @BeforeEach
  void defaultNamespaces() throws IOException, UserMistake {
    Files.writeString(folder.resolve("tributary.yaml"), "brand: Demo Footwear\n");
    Files.createDirectory(folder.resolve("sources"));
    Files.writeString(
        folder.resolve("sources/pos.yaml"),
        """
        source: pos
        files: pos/{date}.csv
        format: csv
        entities: [{entity: store, columns: {store_id: "id"}}]
        """);
    var namespaces = WorkspaceReader.read(folder).settings().identity().namespaces();
    phone = new IdentifierForm(namespaces.get("phone"));
    email = new IdentifierForm(namespaces.get("email"));
    member = new IdentifierForm(namespaces.get("member_id"));
  }

  @ParameterizedTest
  @CsvSource({
    "13812345678",
    "138 1234 5678",
    "138-1234-5678",
    "+8613812345678",
    "+86 138 1234 5678",
    "86-13812345678",
    "8613812345678",
    "0086 13812345678",
    "13812345678.0",
    "１３８１２３４５６７８",
    "'  13812345678  '"
  })
  void onePhoneInManyForms(String raw) {
    assertThat(phone.of(raw)).isEqualTo(new Result("+8613812345678", null));
  }

  @ParameterizedTest
  @CsvSource({
    "138****5678, masked",
    "138＊＊＊＊5678, masked",
    "138••••5678, masked",
    "138xxxx5678, masked",
    "1381234567, invalid",
    "138123456789, invalid",
    "1.38E+10, invalid",
    "无, invalid",
    "-, invalid"
  })
  void whatIsNoPhone(String raw, String dropped) {
    assertThat(phone.of(raw)).isEqualTo(new Result(null, dropped));
  }

  @ParameterizedTest
  @CsvSource({
    "Li.Lei@Example.COM, li.lei@example.com, ",
    "'  li+shoes@example.com.cn ', li+shoes@example.com.cn, ",
    "l***i@example.com, , masked",
    "li@example, , invalid",
    "li lei@example.com, , invalid",
    "example.com, , invalid"
  })
  void emailsHaveNoCase(String raw, String value, String dropped) {
    assertThat(email.of(raw)).isEqualTo(new Result(value, dropped));
  }

  @Test
  void aNumberOfTheRegionIsAlsoWrittenWithoutItsCountry() {
    assertThat(phone.spellings("+8613812345678")).containsExactly("+8613812345678", "13812345678");
    assertThat(phone.spellings("+14155552671")).containsExactly("+14155552671");
    assertThat(member.spellings("138")).containsExactly("138");
  }

  @Test
  void otherNamespacesKeepTheirCase() {
    assertThat(member.of(" M001a ")).isEqualTo(new Result("M001a", null));
  }

  @Test
  void blankIsNoIdentifierToBeginWith() {
    Result none = new Result(null, null);
    assertThat(phone.of(null)).isEqualTo(none);
    assertThat(phone.of("  ")).isEqualTo(none);
    assertThat(email.of("\t")).isEqualTo(none);
    assertThat(member.of("　")).isEqualTo(none);
  }

  @Test
  void withoutItsCountryOnlyANumberOfTheRegion() {
    assertThat(phone.national("+8613812345678")).isEqualTo("13812345678");
    assertThat(phone.national("+85291234567")).isEqualTo("+85291234567");
    assertThat(member.national("+8613812345678")).isEqualTo("+8613812345678");
  }

  /** Every country's example numbers, as libphonenumber takes them apart. */
  @Test
  void everyCountrysNumbersBeginWithItsCode() {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    for (String region : phones.getSupportedRegions()) {
      IdentifierForm form =
          new IdentifierForm(
              new Namespace(
                  "phone",
                  1,
                  Optional.empty(),
                  Normalise.PHONE,
                  Optional.of(region),
                  Optional.empty(),
                  Optional.empty()));
      for (String other : phones.getSupportedRegions()) {
        PhoneNumber number = phones.getExampleNumberForType(other, PhoneNumberType.FIXED_LINE);
        if (number != null) {
          String value = phones.format(number, PhoneNumberFormat.E164);
          boolean isTheirs = number.getCountryCode() == phones.getCountryCodeForRegion(region);
          assertThat(form.national(value))
              .as("%s of %s in %s", value, other, region)
              .isEqualTo(isTheirs ? phones.getNationalSignificantNumber(number) : value);
        }
      }
    }
  }
}
