package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.lake.FileStore;
import io.tributary.vault.IdentifierForm;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Form;
import io.tributary.workspace.DeliveryProfile.Hash;
import io.tributary.workspace.DeliveryProfile.Limits;
import io.tributary.workspace.DeliveryProfile.Writing;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryFileTest {
  private static final Form PLAIN =
      new Form("csv", true, java.nio.charset.StandardCharsets.UTF_8, false, "\n");

  @TempDir Path folder;

  private static DeliveryProfile profile(boolean forPeople, Form form, Limits limits) {
    DeliveryProfile sms = DeliveryCatalog.standard().get("sms");
    return new DeliveryProfile(
        "p",
        "",
        "",
        "sms",
        true,
        sms.addresses(),
        List.of(),
        List.of(),
        forPeople,
        false,
        List.of(),
        form,
        limits);
  }

  private List<Map<String, Object>> write(DeliveryProfile profile, List<List<String>> rows)
      throws IOException {
    DeliveryFile file =
        new DeliveryFile(
            new FileStore(new Configuration()),
            new org.apache.hadoop.fs.Path(folder.toString()),
            profile,
            "p",
            List.of("x", "名"));
    for (List<String> row : rows) {
      file.add(row);
    }
    file.close();
    return file.parts();
  }

  @Test
  void cellsAreQuotedAndForPlatformsLeftAsTheyAre() throws IOException {
    write(
        profile(false, PLAIN, new Limits(9, 999, 0)),
        List.of(List.of("a,b", "=1+1"), List.of("say \"x\"", "-5.00")));

    assertThat(folder.resolve("p.csv")).hasContent("x,名\n\"a,b\",=1+1\n\"say \"\"x\"\"\",-5.00\n");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("p.csv"))))
        .isEqualTo("rw-------");
  }

  @Test
  void forPeopleFormulasAreNeutralisedButNotNumbers() throws IOException {
    write(
        profile(true, PLAIN, new Limits(9, 999, 0)),
        List.of(List.of("=1+1", "-5.00"), List.of("@x", "+8613800000000")));

    assertThat(folder.resolve("p.csv")).hasContent("x,名\n'=1+1,-5.00\n'@x,+8613800000000\n");
  }

  @Test
  void aLongListIsSplitIntoPartsWithAHeaderEach() throws IOException {
    List<Map<String, Object>> parts =
        write(
            profile(false, PLAIN, new Limits(2, 999, 0)),
            List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c")));

    assertThat(folder.resolve("p.csv")).hasContent("x,名\n1,a\n2,b\n");
    assertThat(folder.resolve("p-2.csv")).hasContent("x,名\n3,c\n");
    assertThat(parts).extracting(p -> p.get("rows")).containsExactly(2L, 1L);
    assertThat(parts.get(1)).containsEntry("bytes", 10L);
  }

  @Test
  void aListOfNobodyIsAHeader() throws IOException {
    DeliveryFile file =
        new DeliveryFile(
            new FileStore(new Configuration()),
            new org.apache.hadoop.fs.Path(folder.toString()),
            profile(false, PLAIN, new Limits(2, 999, 0)),
            "p",
            List.of("x"));
    file.requirePart();
    file.close();
    file.requirePart();

    assertThat(folder.resolve("p.csv")).hasContent("x\n");
    assertThat(file.parts()).extracting(p -> p.get("rows")).containsExactly(0L);
  }

  @Test
  void theBytesOfAPartAreLimitedToo() throws IOException {
    List<Map<String, Object>> parts =
        write(
            profile(false, PLAIN, new Limits(99, 14, 0)),
            List.of(List.of("1", "a"), List.of("2", "b"), List.of("3", "c")));

    assertThat(parts).extracting(p -> p.get("bytes")).containsExactly(14L, 10L);
  }

  @Test
  void theEncodingIsThePlatforms() throws IOException {
    Form gbk = new Form("txt", false, Charset.forName("GBK"), false, "\r\n");

    write(profile(false, gbk, new Limits(9, 999, 0)), List.of(List.of("溪", "流")));

    assertThat(Files.readAllBytes(folder.resolve("p.txt"))).isEqualTo("溪,流\r\n".getBytes("GBK"));
  }

  @Test
  void addressesAreWrittenAndHashedAsPlatformsWant() {
    assertThat(text("+8613812345678", Writing.AS_IS, Hash.NONE)).isEqualTo("+8613812345678");
    assertThat(text("+8613812345678", Writing.DIGITS, Hash.NONE)).isEqualTo("8613812345678");
    assertThat(text("+8613812345678", Writing.NATIONAL, Hash.NONE)).isEqualTo("13812345678");
    // printf 13812345678 | md5sum
    assertThat(text("+8613812345678", Writing.NATIONAL, Hash.MD5))
        .isEqualTo("4c0115d39ddea1eba5a7cdf8edfc18a9");
    assertThat(text("+8613812345678", Writing.DIGITS, Hash.SHA256))
        .isEqualTo("f32dd5bb1e1e0ce7de6509513f1147fe420b2e69122319cea71268990236ed95");
    assertThat(text("a@b.cn", Writing.NATIONAL, Hash.NONE)).isEqualTo("a@b.cn");
  }

  @Test
  void aForeignNumberKeepsItsCountryForWithoutItMayBeAStrangersAtHome() {
    assertThat(text("+4915112345678", Writing.NATIONAL, Hash.NONE)).isEqualTo("+4915112345678");
  }

  private static String text(String address, Writing writing, Hash hash) {
    Namespace phones =
        new Namespace(
            "phone",
            1,
            Optional.empty(),
            Normalise.PHONE,
            Optional.of("CN"),
            Optional.empty(),
            Optional.empty());
    return AddressText.of(address, new IdentifierForm(phones), writing, hash);
  }
}
