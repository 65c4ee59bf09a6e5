package io.tributary.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.customer.BuildCustomers;
import io.tributary.delivery.SftpServer;
import io.tributary.lake.Lake;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import io.tributary.pipeline.GateStopped;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.WorkspaceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of delivered files: they are sent, not sent twice, made again, and kept by a gate.
 */
class DeliveredNightTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildCustomers CUSTOMERS = new BuildCustomers();
  private static final BuildAudiences AUDIENCES = new BuildAudiences();

  @TempDir Path folder;
  @TempDir Path remote;
  @TempDir Path secrets;

  private static Retail buyer(Retail retail, String who, String phone) {
    retail
        .order(who, who, "2024-09-01", "100")
        .line(who, "1", "shoe", 1, "100")
        .identifier("phone", phone, who, "2024-05-01")
        .secret("identifier", "phone", phone.getBytes(StandardCharsets.UTF_8), phone);
    return retail;
  }

  private Retail retail(SftpServer server) throws IOException {
    Path password = Files.writeString(secrets.resolve("sms"), SftpServer.PASSWORD + "\n");
    Retail retail =
        Retail.in(
            folder,
            "identity: {namespaces: {phone: {priority: 1, normalise: phone}}}",
            "contact_policy: {consent_default: allow, caps: []}",
            "deliveries:",
            "  sms: {to: '%s', known_hosts: known_hosts, password_file: %s}"
                .formatted(server.url("/in"), password));
    retail.file("known_hosts", server.knownHosts());
    retail.file(
        "audiences/shoes.yaml",
        "audience: shoes\nwhere: net > 50\ndeliver: [sms]\nvariables: {spent: net}\n");
    retail.file("audiences/none.yaml", "audience: none\nwhere: net > 500\ndeliver: [sms]\n");
    return buyer(buyer(retail, "ann", "+8613812340001"), "bob", "+8613812340002");
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void filesAreSentOnceMadeAgainAndKept() throws IOException {
    try (SftpServer server = new SftpServer(remote)) {
      Retail retail = retail(server).night("2024-09-30", LEDGER, CUSTOMERS, AUDIENCES);
      Path exports = folder.resolve("exports/2024-09-30");
      Map<String, String> delivered = texts(exports.resolve("audiences"));
      assertThat(delivered).containsEntry("none/sms.csv", "phone,name,gender,arm\n");
      assertThat(texts(remote))
          .as("a list of nobody is not sent")
          .containsOnlyKeys("in/2024-09-30/shoes/sms.csv", "in/2024-09-30/shoes/sms.manifest.json")
          .containsEntry("in/2024-09-30/shoes/sms.csv", delivered.get("shoes/sms.csv"));
      assertThat(texts(remote).get("in/2024-09-30/shoes/sms.manifest.json"))
          .as("a platform learns of its own files only")
          .contains("\"rows\" : 2", "sha256")
          .doesNotContain("net > 50", "13812340001");
      assertThat(
              texts(folder.resolve("exports")) + "" + texts(folder.resolve("lake/_tributary/sent")))
          .doesNotContain(SftpServer.PASSWORD);

      Files.delete(remote.resolve("in/2024-09-30/shoes/sms.csv"));
      retail.fullNight("2024-09-30", AUDIENCES);
      assertThat(texts(exports.resolve("audiences"))).as("the same bytes").isEqualTo(delivered);
      assertThat(texts(remote))
          .as("what a platform has taken away is not sent again")
          .doesNotContainKey("in/2024-09-30/shoes/sms.csv");

      Files.delete(exports.resolve("audiences/shoes/sms.csv"));
      SparkSession session = TestSpark.session().newSession();
      Lake lake = new Lake(session, folder.resolve("lake").toString());
      ReplayDeliveries replay =
          new ReplayDeliveries(
              session,
              lake,
              WorkspaceReader.read(folder),
              VaultKey.parse("5e".repeat(32), "the test"));
      assertThat(replay.replay("shoes", LocalDate.parse("2024-09-30")))
          .startsWith("shoes of 2024-09-30: 1 files as they were");
      assertThat(texts(exports.resolve("audiences"))).isEqualTo(delivered);

      assertThat(new Preview(session, lake, WorkspaceReader.read(folder)).lines("shoes"))
          .element(1)
          .asString()
          .contains("2 fit its conditions");
      Path tried = folder.resolve("audiences/tried.yaml");
      Files.writeString(
          tried, "audience: tried\nwhere: net > 50\narms: {control: 0.5, treatment: 0.5}\n");
      assertThat(new Power(session, lake, WorkspaceReader.read(folder)).lines("tried", 30))
          .element(0)
          .isEqualTo(
              "Audience tried as of 2024-09-30: 2 people pass; of them 100.0 % bought within the"
                  + " last 30 days, net 100.00 per head");
      Files.delete(tried);

      for (int i = 10; i < 23; i++) {
        buyer(retail, "new" + i, "+86138123400" + i);
      }
      assertThatThrownBy(() -> retail.night("2024-10-01", LEDGER, CUSTOMERS, AUDIENCES))
          .isInstanceOf(GateStopped.class)
          .hasMessageContaining("audience shoes: 15 people fit it, on the last night it was 2");
      assertThat(texts(exports.resolve("audiences"))).as("kept").isEqualTo(delivered);
      assertThat(folder.resolve("exports/2024-10-01/audiences")).doesNotExist();

      vacuum("customers");
      assertThatThrownBy(() -> replay.replay("shoes", LocalDate.parse("2024-09-30")))
          .hasMessage(
              "The files of audience shoes of 2024-09-30 cannot be made again: vacuum or an erasure"
                  + " took table versions that they were made from");
      assertThat(texts(exports.resolve("audiences"))).as("still kept").isEqualTo(delivered);
    }
  }

  private void vacuum(String table) {
    SparkSession session = TestSpark.session().newSession();
    session.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", false);
    session.sql("VACUUM delta.`%s` RETAIN 0 HOURS".formatted(folder.resolve("lake/" + table)));
  }
}
