package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a later night changes in the ledger and in the published orders. */
class LedgerChangesTest {
  private static final BuildLedger LEDGER = new BuildLedger();

  @TempDir Path folder;

  @Test
  void laterNightsWriteWhatTheyLearnedAndNothingElse() {
    Retail retail =
        Retail.in(folder)
            // Dates after the first night: not shown, not counted yet.
            .order("a1", "ann", "2025-01-03", "10")
            .order("a2", "ann", "2025-02-02", "20")
            .refund("ra", "2025-02-02", "10", "a1", null, null)
            // A refund whose order nobody delivered counts against its customer.
            .order("b1", "bob", "2025-01-03", "100")
            .refund("rb", "2025-01-04", "40", "b9", null, null)
            .belongs("refund", "rb", "bob")
            .refund("rn", "2025-01-04", "7", null, null, null)
            // Nobody knows whose.
            .order("c1", null, "2025-01-03", "80")
            .night("2025-02-01", LEDGER);
    assertThat(retail.rows("orders", "order_id", "as_of", "net", "is_valid"))
        .containsExactly(
            "a1 | 2025-02-01 | 10.00 | true",
            "b1 | 2025-02-01 | 100.00 | true",
            "c1 | 2025-02-01 | 80.00 | false");
    assertThat(retail.rows("customer_ledger", "owner", "one_id", "refund_order", "refund_amount"))
        .containsExactly(
            "ann | ann | [0] | [1000]",
            "bob | bob | [-1] | [4000]",
            "order:c1 | - | [] | []",
            "refund:rn | - | [-1] | [700]");
    Map<String, Long> versions = retail.versions();

    retail.night("2025-02-01", LEDGER);
    assertThat(retail.versions()).isEqualTo(versions);

    retail.night("2025-02-02", LEDGER);
    assertThat(retail.versions().get("customer_ledger")).isEqualTo(versions.get("customer_ledger"));
    assertThat(retail.rows("orders", "order_id", "as_of", "net", "is_valid", "purchase_seq"))
        .containsExactly(
            "a1 | 2025-02-02 | 0.00 | false | -",
            "a2 | 2025-02-02 | 20.00 | true | 1",
            "b1 | 2025-02-02 | 100.00 | true | 1",
            "c1 | 2025-02-02 | 80.00 | false | -");

    retail
        .order("b9", "ben", "2025-01-02", "90")
        .belongs("order", "c1", "cid")
        .night("2025-02-02", LEDGER);
    assertThat(retail.rows("customer_ledger", "owner", "one_id", "refund_order", "refund_amount"))
        .containsExactly(
            "ann | ann | [0] | [1000]",
            "ben | ben | [0] | [4000]",
            "bob | bob | [] | []",
            "cid | cid | [] | []",
            "refund:rn | - | [-1] | [700]");
  }
}
