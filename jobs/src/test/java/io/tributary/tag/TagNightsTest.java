package io.tributary.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.tables.DeltaTable;
import io.tributary.TestSpark;
import io.tributary.customer.BuildCustomers;
import io.tributary.ledger.BuildLedger;
import io.tributary.ledger.Retail;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags of every kind, as columns of customers and in their history. */
class TagNightsTest {
  private static final BuildLedger LEDGER = new BuildLedger();
  private static final BuildCustomers CUSTOMERS = new BuildCustomers();

  @TempDir Path folder;

  private Retail twoCustomers() {
    Retail retail =
        Retail.in(folder)
            .order("a1", "ann", "2024-06-01", "250")
            .line("a1", "1", "shoe", 1, "150")
            .line("a1", "2", "sock", 2, "100")
            .order("a2", "ann", "2024-09-20", "60")
            .line("a2", "1", "sock", 1, "60")
            .identifier("phone", "1", "ann", "2024-05-01")
            .identifier("phone", "2", "bob", "2024-05-01");
    retail.set("product", Map.of("sku", "sock", "colour", "red", "category_l1", "socks"));
    Map<String, Object> seen = new HashMap<>();
    seen.put("event_id", "e1");
    seen.put("event_type", "view");
    seen.put("category", "boots");
    seen.put("occurred_at", Retail.at("2024-09-29"));
    return retail.set("event", seen).belongs("event", "e1", "bob");
  }

  @Test
  void eachKindOfTagBecomesATypedColumn() {
    Retail retail =
        twoCustomers()
            .file(
                "tags/power.yaml",
                """
                tag: power
                kind: rule
                values:
                  - {value: high, when: "aov > 100 and red_units > 0"}
                  - {value: some, when: "aov > 10"}
                otherwise: none
                """)
            .file(
                "tags/per_order.yaml",
                "tag: per_order\n"
                    + "kind: metric\n"
                    + "type: decimal(18,2)\n"
                    + "expression: \"net / (orders - 2)\"\n")
            .file(
                "tags/red_units.yaml",
                "tag: red_units\n"
                    + "kind: behaviour\n"
                    + "of: purchase\n"
                    + "measure: count\n"
                    + "where: \"colour = 'red'\"\n")
            .file(
                "tags/no_socks_lately.yaml",
                "tag: no_socks_lately\n"
                    + "kind: behaviour\n"
                    + "of: purchase\n"
                    + "measure: did_not\n"
                    + "where: \"sku = 'sock'\"\n"
                    + "window: 10d\n")
            .file(
                "tags/sock_share.yaml",
                "tag: sock_share\n"
                    + "kind: behaviour\n"
                    + "of: purchase\n"
                    + "measure: ratio\n"
                    + "numerator: \"if(sku = 'sock', net, 0)\"\n"
                    + "denominator: net\n")
            .file(
                "tags/looks_at.yaml",
                "tag: looks_at\nkind: behaviour\nof: event\nmeasure: most\nmost: category\n")
            .night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "power",
                "per_order",
                "red_units",
                "no_socks_lately",
                "round(sock_share, 4)",
                "looks_at"))
        .containsExactly(
            "ann | high | - | 2 | true | 0.5161 | -", "bob | none | 0.00 | 0 | true | - | boots");
    assertThat(retail.lake().read("customers").schema().apply("per_order").dataType().sql())
        .isEqualTo("DECIMAL(18,2)");
  }

  @Test
  void aListSpeaksOfThoseWhoHaveTheNumberTodayAndMayBeReplaced() {
    Retail retail =
        twoCustomers()
            .hashed("phone", "+8613912340001", 1, "ann", "2020-05-01")
            .hashed("phone", "+8613912340001", 2, "bob", "2024-05-01")
            .file("lists/vip.csv", "手机,等级\n139 1234 0001,gold\n13912340009,gold\n不详,gold\n")
            .file(
                "tags/vip.yaml",
                "tag: vip\nkind: import\nfile: lists/vip.csv\nnamespace: phone\nidentifier: 手机\n"
                    + "value: 等级\n")
            .night("2024-09-30", LEDGER, CUSTOMERS);
    assertThat(retail.rows("customers", "one_id", "vip")).containsExactly("ann | -", "bob | gold");

    retail.file("lists/vip.csv", "手机,等级\n13912340001,black\n").night("2024-09-30", CUSTOMERS);

    assertThat(retail.rows("customers", "one_id", "vip")).containsExactly("ann | -", "bob | black");
    assertThat(retail.rows("tag_history", "one_id", "value", "valid_from", "valid_to"))
        .containsExactly("bob | black | 2024-09-30 | -");
  }

  @Test
  void theHistoryIsWrittenOnlyWhenAValueChanges() {
    Retail retail =
        twoCustomers()
            .file(
                "tags/recent.yaml",
                "tag: recent\n"
                    + "kind: rule\n"
                    + "values:\n"
                    + "  - {value: yes, when: \"days_since_last < 30\"}\n")
            .night("2024-09-30", LEDGER, CUSTOMERS)
            .night("2024-10-01", LEDGER, CUSTOMERS);
    assertThat(retail.versions()).as("created, and written once").containsEntry("tag_history", 1L);

    retail.night("2024-12-01", LEDGER, CUSTOMERS);

    assertThat(retail.rows("tag_history", "one_id", "tag", "value", "valid_from", "valid_to"))
        .containsExactly("ann | recent | yes | 2024-09-30 | 2024-12-01");
  }

  @Test
  void aTagThatChangesItsTypeOrGoesChangesTheTable() {
    Retail retail =
        twoCustomers()
            .file("tags/a.yaml", "tag: a\nkind: metric\ntype: string\nexpression: orders\n")
            .file("tags/b.yaml", "tag: b\nkind: metric\nexpression: orders\n")
            .night("2024-09-30", LEDGER, CUSTOMERS);

    retail
        .without("tags/b.yaml")
        .file(
            "tags/a.yaml", "tag: a\nmeaning: Orders\nkind: metric\ntype: int\nexpression: orders\n")
        .night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(retail.rows("customers", "one_id", "a + 1")).containsExactly("ann | 3", "bob | 1");
    assertThat(retail.lake().read("customers").columns()).doesNotContain("b");
    assertThat(retail.rows("tag_history", "tag", "value")).containsExactly("a | 0", "a | 2");
    assertThat(described(retail, "stage"))
        .isEqualTo(
            "stage STRING NOT NULL COMMENT 'none, new, normal, loyal, at_risk or lost, by their own cycle'");
    assertThat(described(retail, "a")).isEqualTo("a INT COMMENT 'Orders'");
  }

  /** A column of customers as Delta's log has it. */
  private static String described(Retail retail, String column) {
    String path = retail.folder().resolve("lake/customers").toString();
    return DeltaTable.forPath(TestSpark.session(), path).toDF().schema().apply(column).toDDL();
  }

  @Test
  void whoJoinedOn29FebruaryHasTheirDayOn1MarchOfACommonYear() throws IOException {
    String sql = expression("joining_anniversary");
    List<String> anniversaries =
        TestSpark.session()
            .sql(
                "select member_since, as_of from values (date'2024-02-29'), (date'2023-03-01'),"
                    + " (date'2023-02-28'), (null) as m(member_since), values"
                    + " (date'2024-02-29'), (date'2025-02-28'), (date'2025-03-01'),"
                    + " (date'2028-02-29'), (date'2028-03-01') as d(as_of)")
            .where(sql)
            .selectExpr("concat(member_since, ' ', as_of)")
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(anniversaries)
        .containsExactlyInAnyOrder(
            "2024-02-29 2025-03-01",
            "2024-02-29 2028-02-29",
            "2023-03-01 2025-03-01",
            "2023-03-01 2028-03-01",
            "2023-02-28 2025-02-28");
  }

  @Test
  void aBirthdayIsInTheSixtyDaysThatBeginTodayByTheCalendarOfTheYear() throws IOException {
    List<String> near =
        TestSpark.session()
            .sql(
                "select birthday, as_of from values"
                    + " (date'2000-02-29', date'2025-03-01'), (date'2000-02-29', date'2025-03-02'),"
                    + " (date'2000-02-29', date'2024-12-31'), (date'2000-02-29', date'2025-01-01'),"
                    + " (date'2000-02-29', date'2028-02-29'), (date'2000-02-29', date'2028-03-01'),"
                    + " (date'1990-04-01', date'2025-02-01'), (date'1990-04-02', date'2025-02-01'),"
                    + " (date'1990-03-31', date'2028-02-01'), (date'1990-04-01', date'2028-02-01'),"
                    + " (date'1990-01-15', date'2024-12-20'), (date'1990-12-19', date'2024-12-20'),"
                    + " (null, date'2024-12-20') as t(birthday, as_of)")
            .where(expression("birthday_within_2_months"))
            .selectExpr("concat(birthday, ' ', as_of)")
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(near)
        .containsExactlyInAnyOrder(
            "2000-02-29 2025-03-01",
            "2000-02-29 2025-01-01",
            "2000-02-29 2028-02-29",
            "1990-04-01 2025-02-01",
            "1990-03-31 2028-02-01",
            "1990-01-15 2024-12-20");
  }

  /** The SQL of a ready tag. */
  private static String expression(String tag) throws IOException {
    String line =
        Files.readString(Path.of("schemas/tags", tag + ".yaml"))
            .lines()
            .filter(l -> l.startsWith("expression:"))
            .findFirst()
            .get();
    return line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
  }

  @Test
  void aReturnedPieceDoesNotMakeTheOthersCheaper() throws IOException {
    String tag = "tags/paid_to_list_price.yaml";
    Retail retail =
        Retail.in(folder)
            .file(tag, Files.readString(Path.of("schemas").resolve(tag)))
            .order("a1", "ann", "2024-09-01", "200")
            .line("a1", "1", "shoe", 2, "200")
            .refund("r1", "2024-09-10", "100", "a1", "1", null)
            .order("b1", "bob", "2024-09-01", "130")
            .line("b1", "1", "shoe", 1, "50")
            .line("b1", "2", "shoe", 1, "80")
            .refund("r2", "2024-09-10", "50", "b1", "1", null)
            .order("c1", "cid", "2024-09-01", "70")
            .identifier("phone", "1", "ann", "2024-05-01")
            .identifier("phone", "2", "bob", "2024-05-01")
            .identifier("phone", "3", "cid", "2024-05-01");
    retail.set("product", Map.of("sku", "shoe", "list_price", new BigDecimal("100")));
    retail.night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(retail.rows("customers", "one_id", "paid_to_list_price"))
        .containsExactly("ann | 1.0", "bob | 0.8", "cid | -");
  }

  @Test
  void everyReadyTagFitsTheCustomers() throws IOException {
    Retail retail = twoCustomers();
    try (Stream<Path> ready = Files.list(Path.of("schemas/tags"))) {
      for (Path tag : ready.toList()) {
        retail.file("tags/" + tag.getFileName(), Files.readString(tag));
      }
    }
    retail.night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(
            retail.rows(
                "customers",
                "one_id",
                "core_sku",
                "colour_preference",
                "browse_preference",
                "bought_in_each_of_3_cycles",
                "to_be_activated",
                "wallet_depth"))
        .containsExactly(
            "ann | sock | red | - | false | false | shallow",
            "bob | - | - | boots | false | true | -");
  }

  @Test
  void whoBuysMoreOftenThanTheMeanNeedNotBuyTwiceAsOften() throws IOException {
    String tag = "tags/frequency_above_mean.yaml";
    Retail retail =
        twoCustomers()
            .file(tag, Files.readString(Path.of("schemas").resolve(tag)))
            .order("b1", "bob", "2024-09-01", "40")
            .night("2024-09-30", LEDGER, CUSTOMERS);

    assertThat(retail.rows("customers", "one_id", "rfm_frequency", "frequency_above_mean"))
        .containsExactly("ann | 2 | true", "bob | 1 | false");
  }
}
