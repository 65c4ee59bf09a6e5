package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.LargeNight;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random nights of new, late, changed, deleted, refunded and re-assigned orders. */
class LedgerNightsTest {
  private static final int NIGHTS = 4;
  private static final int CHANGES_AT_FIRST = 150;

  /** So few that most of a customer stays as it was. */
  private static final int CHANGES_LATER = 20;

  /** Small as the tables are, only rows that may differ are looked at. */
  private static final BuildLedger LEDGER = new BuildLedger(bytes -> false);

  @TempDir Path folder;

  @Test
  void nightByNightSmallAndLargeTheLedgerEqualsAFullRebuild() {
    Random random = new Random(11);
    Retail retail = Retail.in(folder, "exclude: {customers: \"level = 'staff'\"}");
    // Every table exists from the first night on.
    retail.line("o0", "1", "sku-0", 1, "5").refund("r0", "2025-01-01", "1", null, null, null);
    retail.set("member", Map.of("member_id", "M", "level", "gold"));
    for (int night = 1; night <= NIGHTS; night++) {
      for (int i = 0; i < (night == 1 ? CHANGES_AT_FIRST : CHANGES_LATER); i++) {
        change(retail, random);
      }
      String date = "2025-03-0" + night;
      // What one way of working left, the other takes up.
      if (night % 2 == 0) {
        LargeNight.during(() -> retail.night(date, LEDGER));
      } else {
        retail.night(date, LEDGER);
      }
    }
    List<String> nightly = everything(retail);
    assertThat(nightly).hasSizeGreaterThan(30);

    retail.fullNight("2025-03-0" + NIGHTS, LEDGER);

    assertThat(everything(retail)).isEqualTo(nightly);
  }

  @Test
  void aRefundStaysWithItsOrderWhoeverItIsSaidToBe() {
    Retail retail =
        Retail.in(folder)
            .order("o1", "ann", "2025-01-03", "10")
            .order("o2", "ann", "2025-01-04", "20")
            .refund("r1", "2025-01-05", "4", "o1", null, null)
            .belongs("refund", "r1", "ann")
            .night("2025-03-01", LEDGER);
    String[] refunds = {"owner", "order_id", "refund_id", "refund_order"};
    List<String> before = retail.rows("customer_ledger", refunds);
    assertThat(before).containsExactly("ann | [o1, o2] | [r1] | [0]");

    retail.belongs("refund", "r1", "bob").night("2025-03-02", LEDGER);
    assertThat(retail.rows("customer_ledger", refunds)).isEqualTo(before);

    retail.without("order", "o1").belongs("order", "o1", null).night("2025-03-03", LEDGER);
    assertThat(retail.rows("customer_ledger", refunds))
        .containsExactly("ann | [o2] | [] | []", "bob | [] | [r1] | [-1]");
  }

  @Test
  void whoIsLeftOutFromTonightOnIsSoWithAllTheirOrders() {
    Retail retail =
        Retail.in(folder, "exclude: {customers: \"level = 'staff'\"}")
            .order("o1", "ann", "2025-01-03", "10")
            .order("o2", "bob", "2025-01-04", "20")
            .refund("r1", "2025-01-05", "4", null, null, null)
            .belongs("refund", "r1", "ann")
            .set("member", Map.of("member_id", "M", "level", "gold"))
            .belongs("member", "M", "ann")
            .night("2025-03-01", LEDGER);
    String[] columns = {"owner", "status", "refund_id"};
    assertThat(retail.rows("customer_ledger", columns))
        .containsExactly("ann | [0] | [r1]", "bob | [0] | []");

    retail.set("member", Map.of("member_id", "M", "level", "staff")).night("2025-03-02", LEDGER);
    assertThat(retail.rows("customer_ledger", columns))
        .containsExactly("ann | [4] | [r1]", "bob | [0] | []");

    retail.belongs("member", "M", "bob").night("2025-03-03", LEDGER);
    assertThat(retail.rows("customer_ledger", columns))
        .containsExactly("ann | [0] | [r1]", "bob | [4] | []");
  }

  private static List<String> everything(Retail retail) {
    List<String> rows =
        retail.rows("customer_ledger", LedgerTable.SPEC.columnNames().toArray(String[]::new));
    rows.addAll(retail.rows("orders", "struct(*)"));
    return rows;
  }

  private static void change(Retail retail, Random random) {
    String order = "o" + random.nextInt(40);
    String customer = random.nextInt(5) == 0 ? null : "c" + random.nextInt(15);
    String at = "2025-01-%02d".formatted(1 + random.nextInt(28));
    String refund = "r" + random.nextInt(25);
    switch (random.nextInt(10)) {
      case 0, 1 ->
          retail
              .order(order, customer, at, String.valueOf(10 + random.nextInt(90)))
              .line(order, "1", "sku-" + random.nextInt(9), 1, String.valueOf(random.nextInt(40)))
              .line(order, "2", "sku-" + random.nextInt(9), 2, String.valueOf(random.nextInt(40)));
      case 2 -> retail.belongs("order", order, customer);
      case 3 -> retail.without("order", order).belongs("order", order, null);
      case 4 -> retail.without("order_line", order, "n1");
      case 5 ->
          retail
              .refund(refund, at, String.valueOf(random.nextInt(60)), order, null, "sku-1")
              .belongs("refund", refund, customer);
      case 6 -> retail.without("refund", refund).belongs("refund", refund, null);
      // Of an order that may come later, or never.
      case 7 -> retail.line(order, "3", "sku-3", 1, "10");
      case 8 -> retail.belongs("refund", refund, customer);
      default ->
          retail
              .set(
                  "member",
                  Map.of("member_id", "M", "level", random.nextBoolean() ? "staff" : "gold"))
              .belongs("member", "M", "c" + random.nextInt(15));
    }
  }
}
