package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.LargeNight;
import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same two nights as a small and as a large one, whose files are written by several tasks: 60
 * people, a limit among equals, arms that share a file and arms that do not, and shares that change
 * after the first night.
 */
class LargeAudienceNightTest {
  private static final int PEOPLE = 60;
  private static final String[] LEDGER = {
    "audience", "one_id", "arm", "status", "reason", "to_json(deliveries)", "as_of"
  };

  @TempDir Path folder;

  private static Retail retailer(Path folder) {
    Retail retail =
        Retail.in(
            folder,
            "identity: {namespaces: {phone: {priority: 1, normalise: phone, region: CN}}}",
            "contact_policy: {consent_default: allow, caps: [{channel: sms, max: 2, per: 7d}]}");
    for (int i = 0; i < PEOPLE; i++) {
      String who = "p%02d".formatted(i);
      String phone = "+86138123400%02d".formatted(i);
      retail
          .order(who, who, "2024-09-01", String.valueOf(100 + i / 10))
          .line(who, "1", "shoe", 1, String.valueOf(100 + i / 10))
          .identifier("phone", phone, who, "2024-05-01")
          .secret("identifier", "phone", phone.getBytes(StandardCharsets.UTF_8), phone);
    }
    return retail.file(
        "audiences/rest.yaml",
        """
        audience: rest
        where: orders > 0
        priority: 2
        deliver: [tencent_ads]
        arms: {control: 0.2, red: 0.4, blue: 0.4}
        """);
  }

  private static Retail best(Retail retail, String arms) {
    return retail.file(
        "audiences/best.yaml",
        """
        audience: best
        where: orders > 0
        priority: 1
        limit: 35
        order_by: net desc
        deliver: [sms]
        variables: {spent: net}
        arms: %s
        """
            .formatted(arms));
  }

  private static Retail nights(Path folder) {
    Retail retail = best(retailer(folder), "{control: 0.5, treatment: 0.5}");
    retail.night("2024-09-30", new BuildLedger(), new BuildCustomers(), new BuildAudiences());
    best(retail, "{control: 0.1, treatment: 0.9}");
    return retail.night(
        "2024-10-01", new BuildLedger(), new BuildCustomers(), new BuildAudiences());
  }

  @Test
  void deliversWhatASmallOneDelivers() throws IOException {
    Retail small = nights(folder.resolve("small"));
    Retail[] large = new Retail[1];
    LargeNight.during(() -> large[0] = nights(folder.resolve("large")));

    Map<String, String> files = files(folder.resolve("small"));
    assertThat(files(folder.resolve("large"))).isEqualTo(files);
    assertThat(files.keySet())
        .containsExactly(
            "2024-09-30/audiences/best/sms.csv",
            "2024-09-30/audiences/rest/tencent_ads-blue.txt",
            "2024-09-30/audiences/rest/tencent_ads-red.txt",
            "2024-10-01/audiences/best/sms.csv",
            "2024-10-01/audiences/rest/tencent_ads-blue.txt",
            "2024-10-01/audiences/rest/tencent_ads-red.txt");
    assertThat(large[0].rows("audience_ledger", LEDGER))
        .hasSize(4 * PEOPLE)
        .containsExactlyElementsOf(small.rows("audience_ledger", LEDGER));
    assertThat(files.get("2024-10-01/audiences/best/sms.csv"))
        .as("arms stay when shares change; five of ten equals are within the limit")
        .isEqualTo(files.get("2024-09-30/audiences/best/sms.csv"))
        .contains("13812340057,,,treatment,105.00", "13812340023,,,treatment,102.00")
        .doesNotContainPattern("1381234002[5-9]");
  }

  private static Map<String, String> files(Path workspace) throws IOException {
    Path exports = workspace.resolve("exports");
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(exports)) {
      all.filter(Files::isRegularFile)
          .filter(f -> f.toString().contains("/audiences/"))
          .filter(f -> !f.endsWith(DeliveryFolder.MANIFEST))
          .forEach(f -> files.put(exports.relativize(f).toString(), text(f)));
    }
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
