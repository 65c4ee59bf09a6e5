package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few people, two audiences, two nights. */
class AudienceNightTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildCustomers CUSTOMERS = new BuildCustomers();
  private static final BuildAudiences AUDIENCES = new BuildAudiences();

  @TempDir Path folder;

  private static Retail phone(Retail retail, String number, String oneId, String from) {
    return retail
        .identifier("phone", number, oneId, from)
        .secret("identifier", "phone", number.getBytes(StandardCharsets.UTF_8), number);
  }

  private static Retail consent(Retail retail, String oneId, boolean granted) {
    return retail
        .set(
            "consent",
            Map.of(
                "record_key",
                oneId,
                "channel",
                "sms",
                "granted",
                granted,
                "at",
                Retail.at("2024-05-01")))
        .belongs("consent", oneId, oneId);
  }

  private Retail retail() {
    Retail retail =
        Retail.in(
            folder,
            "identity: {namespaces: {phone: {priority: 1, normalise: phone},"
                + " email: {priority: 2, normalise: email}}}",
            "contact_policy: {caps: [{channel: sms, max: 1, per: 7d}]}");
    for (String who : List.of("ann", "bob", "cat", "dan", "eve")) {
      retail
          .order(who, who, "2024-09-01", "100")
          .line(who, "1", who.equals("eve") ? "sock" : "shoe", 1, "100");
    }
    retail.identifier("email", "cat@example.com", "cat", "2024-05-01");
    phone(retail, "+8613812340001", "ann", "2024-05-01");
    phone(retail, "+8613812340009", "ann", "2024-06-01");
    phone(retail, "+8613812340002", "bob", "2024-05-01");
    phone(retail, "+8613812340004", "dan", "2024-05-01");
    phone(retail, "+8613812340005", "eve", "2024-05-01");
    consent(consent(consent(retail, "ann", true), "bob", false), "dan", true);
    retail
        .set(
            "touch",
            Map.of(
                "touch_id",
                "t1",
                "campaign",
                "c",
                "channel",
                "sms",
                "status",
                "sent",
                "sent_at",
                Retail.at("2024-09-28")))
        .belongs("touch", "t1", "dan");
    return retail
        .file(
            "audiences/shoes.yaml",
            """
            audience: shoes
            where: net > 50
            did: [{of: purchase, sku: shoe, window: 90d}]
            deliver: [sms, meta]
            variables: {spent: net}
            """)
        .file(
            "audiences/socks.yaml",
            "audience: socks\nwhere: orders > 0\nexclude_audiences: [shoes]\n");
  }

  private static final String[] COLUMNS = {
    "audience", "one_id", "status", "reason", "to_json(deliveries)"
  };

  @Test
  void peopleAreSelectedWithReasonsAndDelivered() throws IOException {
    Retail retail = retail().night("2024-09-30", LEDGER, CUSTOMERS, AUDIENCES);

    assertThat(retail.rows("audience_ledger", COLUMNS))
        .containsExactly(
            "shoes | ann | selected | - | [\"sms\"]",
            "shoes | bob | left_out | no_consent | []",
            "shoes | cat | left_out | no_consent | []",
            "shoes | dan | left_out | platform_minimum | []",
            "socks | ann | left_out | excluded | []",
            "socks | bob | left_out | excluded | []",
            "socks | cat | left_out | excluded | []",
            "socks | dan | left_out | excluded | []",
            "socks | eve | selected | - | []");
    Path audience = folder.resolve("exports/2024-09-30/audiences/shoes");
    assertThat(audience.resolve("sms.csv"))
        .as("of two phones the one mentioned last")
        .hasContent("phone,name,gender,arm,spent\n13812340009,,,,100.00\n");
    assertThat(audience.resolve("meta.csv")).as("nobody is in it").hasContent("phone,email\n");
    assertThat(Files.readString(audience.resolve("manifest.json")))
        .contains(
            "\"rows\" : 1", "\"rows\" : 0", "\"reason\" : \"platform_minimum\"", "\"customers\" : ")
        .doesNotContain("1381234");

    Map<String, Long> versions = retail.versions();
    retail.night("2024-09-30", LEDGER, CUSTOMERS, AUDIENCES);
    assertThat(retail.versions()).as("again is harmless").isEqualTo(versions);

    retail.night("2024-10-01", LEDGER, CUSTOMERS, AUDIENCES);
    assertThat(
            retail
                .lake()
                .read("audience_ledger")
                .where("as_of = date '2024-10-01' and one_id = 'ann' and audience = 'shoes'")
                .select("reason")
                .head()
                .getString(0))
        .as("tonight's sms counts, an advertiser's list is below its minimum")
        .isEqualTo("platform_minimum");
    assertThat(new WhyInAudience(retail.lake()).lines("ann", "shoes"))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("2024-09-30: selected, delivered to [sms]");
  }
}
