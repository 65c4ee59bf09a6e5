package io.tributary.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.TestSpark;
import io.tributary.audience.BuildAudiences;
import io.tributary.audience.ReplayDeliveries;
import io.tributary.audience.WhyInAudience;
import io.tributary.customer.BuildCustomers;
import io.tributary.export.ExportTables;
import io.tributary.identity.ExplainIdentifier;
import io.tributary.identity.ResolveIdentities;
import io.tributary.ingest.IngestDumps;
import io.tributary.ingest.LeftTexts;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.ledger.BuildLedger;
import io.tributary.pipeline.Console;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.UserMistake;
import io.tributary.vault.Sealer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is erased, the process dying on the way, and what later nights make of the dumps. */
class EraseNightTest {
  private static final List<Job> JOBS =
      List.of(
          new IngestDumps(),
          new ResolveIdentities(),
          new BuildLedger(),
          new BuildCustomers(),
          new BuildAudiences(),
          new ExportTables());

  private static final String PHONE = "13812340001";
  private static final String EMAIL = "ann@example.com";

  @TempDir Path folder;

  @Test
  void annIsErasedAndComesBackAsSomebodyNew() throws IOException {
    WorkspaceFixture shop = ErasedRetailer.in(folder);
    shop.night(ErasedRetailer.FIRST, false, WorkspaceFixture.KEY, JOBS);
    String ann = ownerOf(shop, "1");
    assertThat(ownerOf(shop, "5")).as("her number of old").isEqualTo(ann);
    String bob = ownerOf(shop, "4");
    String eve = ownerOf(shop, "6");
    assertThat(List.of(ann, bob, eve)).doesNotHaveDuplicates();
    assertThat(LeftTexts.found(List.of(ann), LeftTexts.of(folder)))
        .as("she is everywhere")
        .hasSizeGreaterThan(15);

    assertThatThrownBy(() -> said(shop, "13812340003", true))
        .isInstanceOf(UserMistake.class)
        .hasMessageContainingAll("was passed on", ann, eve);
    assertThatThrownBy(() -> said(shop, "13812349999", true))
        .isInstanceOf(UserMistake.class)
        .hasMessageStartingWith("Nobody in this lake has that identifier");
    assertThat(said(shop, PHONE, true))
        .contains("  phone:+86138****0001", "Nothing was changed.")
        .anyMatch(line -> line.matches(" +clean_member +1"));
    assertThat(ownerOf(shop, "1")).isEqualTo(ann);
    String step = "earlier versions";
    assertThatThrownBy(() -> erase(shop, PHONE, false, dyingAt(step))).hasMessage(step);
    assertThatThrownBy(() -> shop.ingest(ErasedRetailer.SECOND))
        .isInstanceOf(UserMistake.class)
        .hasMessageContaining("An erasure was begun here and not finished");
    assertThat(said(shop, PHONE, false)).contains("Erased customer " + ann + ".");

    assertThat(leftOfAnn(ann)).isEmpty();
    assertThat(shop.tables().vault().values())
        .doesNotContain("+86" + PHONE, EMAIL, "VIP-ANN", "Ann Personne")
        .contains("+8613812340002", "VIP-BOB", "Bob Jemand")
        .noneMatch(value -> value.contains(PHONE))
        .anyMatch(value -> value.contains("never"));
    assertThat(shop.tables().rows("orders", "order_id", "one_id"))
        .containsExactly("1 | -", "2 | " + bob, "3 | -", "4 | " + bob, "5 | -", "6 | " + eve);
    assertThat(shop.tables().rows("customers", "one_id")).containsExactlyInAnyOrder(bob, eve);
    assertThat(shop.tables().rows("erasures", "erased_on", "one_ids"))
        .containsExactly("2025-06-01 | [" + ann + "]");
    Path delivered = folder.resolve("exports/2025-06-01/audiences/buyers");
    assertThat(delivered.toFile().list())
        .as("lists of arms, such as tmall-a.csv, go as well")
        .containsExactly("manifest.json");
    assertThat(delivered.resolve("manifest.json")).content().contains("\"erased_on\"");
    ReplayDeliveries replay =
        new ReplayDeliveries(TestSpark.session(), shop.lake(), shop.read(), WorkspaceFixture.KEY);
    assertThatThrownBy(() -> replay.replay("buyers", LocalDate.parse(ErasedRetailer.FIRST)))
        .hasMessageContaining("vacuum or an erasure took table versions");
    assertThat(explained(shop, PHONE)).startsWith("Whoever had this identifier was erased");
    assertThat(explained(shop, ann)).isEqualTo("Customer " + ann + " was erased on 2025-06-01.");
    assertThat(new WhyInAudience(shop.lake()).lines(ann, "buyers"))
        .containsExactly("2025-06-01: customer " + ann + " was erased on 2025-06-01");
    assertThat(said(shop, PHONE, false)).first().asString().contains("was erased already");
    assertThat(said(shop, ann, false)).first().asString().contains("was erased already");

    shop.night(ErasedRetailer.SECOND, false, WorkspaceFixture.KEY, JOBS);
    String back = ownerOf(shop, "9");
    assertThat(back).isNotIn(ann, bob, eve, null);
    assertThat(shop.tables().rows("orders", "order_id", "one_id"))
        .contains("1 | -", "2 | " + bob, "3 | -", "6 | " + eve, "9 | " + back);
    assertThat(shop.tables().rows("clean_member", "name")).containsExactly("Bob Jemand");
    assertThat(shop.tables().vault().values()).doesNotContain(EMAIL, "Ann Personne");
    Map<String, List<String>> incremental = rows(shop);
    shop.night(ErasedRetailer.SECOND, true, WorkspaceFixture.KEY, JOBS.subList(0, 4));
    assertThat(rows(shop)).isEqualTo(incremental);
  }

  private static String explained(WorkspaceFixture shop, String asked) {
    return new ExplainIdentifier(
            shop.lake(),
            shop.read().settings().identity(),
            WorkspaceFixture.KEY,
            false,
            (source, file, entity, key) -> "")
        .lines(asked)
        .get(0);
  }

  private static String ownerOf(WorkspaceFixture shop, String order) {
    return shop.tables().rows("customer_records", "entity", "record_key", "one_id").stream()
        .filter(row -> row.startsWith("order | " + order + " | "))
        .map(row -> row.substring(row.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse(null);
  }

  /** Values of hers in the lake and the exports, and hashes of these. */
  private List<String> leftOfAnn(String ann) throws IOException {
    Map<String, String> texts = LeftTexts.of(folder);
    texts.keySet().removeIf(p -> p.matches("lake/(tombstones|erasures)(/.*)?"));
    List<String> hers = new ArrayList<>(List.of(PHONE, EMAIL, "VIP-ANN", "Personne"));
    Sealer sealer = new Sealer(WorkspaceFixture.KEY);
    Map.of("phone", "+86" + PHONE, "email", EMAIL, "member_id", "VIP-ANN", "name", "Ann Personne")
        .forEach(
            (namespace, value) -> {
              String hash = HexFormat.of().formatHex(sealer.hash(namespace, value));
              hers.add(hash);
              hers.add(hash.toUpperCase(Locale.ROOT));
            });
    List<String> left = new ArrayList<>(LeftTexts.found(hers, texts));
    // That her id was once given stays known, lest it be given again.
    texts.keySet().removeIf(p -> p.contains("one_id_history"));
    left.addAll(LeftTexts.found(List.of(ann), texts));
    return left;
  }

  private static Map<String, List<String>> rows(WorkspaceFixture shop) {
    List<String> broughtBy = List.of("file", "dump_date", "value", "as_of");
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table : shop.lake().tables()) {
      if (table.matches("clean_.*|vault|rejects|identifiers|customer_records|orders|customers")) {
        rows.put(table, shop.tables().rowsWithout(table, broughtBy));
      }
    }
    return rows;
  }

  private static Console dyingAt(String step) {
    return new Console(new PrintStream(OutputStream.nullOutputStream()), true) {
      @Override
      public void begin(String work) {
        if (work.endsWith(step)) {
          throw new IllegalStateException(step);
        }
      }
    };
  }

  private static List<String> said(WorkspaceFixture shop, String asked, boolean isTrial) {
    List<String> lines = new ArrayList<>();
    erase(
        shop,
        asked,
        isTrial,
        new Console(System.out, false) {
          @Override
          protected void print(String line) {
            lines.add(line);
          }
        });
    return lines;
  }

  private static void erase(WorkspaceFixture shop, String asked, boolean isTrial, Console console) {
    new EraseRequest(asked, Optional.empty(), isTrial, () -> true)
        .run(shop.read(), TestSpark.session(), WorkspaceFixture.KEY, console);
  }
}
