package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger and the published orders say, one situation each. */
class BuildLedgerTest {
  private static final BuildLedger LEDGER = new BuildLedger();

  @TempDir Path folder;

  @Test
  void ordersStandInSequenceAndOrdersOfOneDayAreOnePurchase() {
    Retail retail =
        Retail.in(folder)
            .order("o2", "ann", "2025-01-05T10:00", "20")
            .order("o1", "ann", "2025-01-03T23:59", "10")
            .order("o3", "ann", "2025-01-05T18:00", "30")
            .order("o4", "bob", "2025-01-09", "40")
            .night("2025-02-01", LEDGER);

    assertThat(retail.rows("orders", "order_id", "one_id", "ordered_on", "purchase_seq", "net"))
        .containsExactly(
            "o1 | ann | 2025-01-03 | 1 | 10.00",
            "o2 | ann | 2025-01-05 | 2 | 20.00",
            "o3 | ann | 2025-01-05 | 2 | 30.00",
            "o4 | bob | 2025-01-09 | 1 | 40.00");
    assertThat(retail.rows("customer_ledger", "owner", "order_id", "size(order_day)"))
        .containsExactly("ann | [o1, o2, o3] | 3", "bob | [o4] | 1");
  }

  @Test
  void withPurchaseUnitOrderEachOrderIsAPurchase() {
    Retail retail =
        Retail.in(folder, "purchase_unit: order")
            .order("o1", "ann", "2025-01-05T10:00", "20")
            .order("o2", "ann", "2025-01-05T10:00", "30")
            .night("2025-02-01", LEDGER);

    assertThat(retail.rows("orders", "order_id", "purchase_seq"))
        .containsExactly("o1 | 1", "o2 | 2");
  }

  @Test
  void aFullyReturnedOrderIsNoPurchaseWhateverFreightItKept() {
    Retail retail =
        Retail.in(folder)
            .order("o1", "ann", "2025-01-03", "110")
            .line("o1", "1", "shoe", 1, "100")
            .order("o2", "ann", "2025-01-04", "50")
            .refund("r1", "2025-01-06", "100", "o1", null, null)
            .night("2025-02-01", LEDGER);

    assertThat(
            retail.rows("orders", "order_id", "refund", "net", "is_valid", "purchase_seq", "units"))
        .containsExactly("o1 | 100.00 | 10.00 | false | - | 0", "o2 | 0.00 | 50.00 | true | 1 | 0");
  }

  @Test
  void aRefundAfterTheDateDoesNotCountYetAndAnOrderAfterItIsNotShown() {
    Retail retail =
        Retail.in(folder)
            .order("o1", "ann", "2025-01-03", "10")
            .order("o2", "ann", "2025-01-20", "20")
            .refund("r1", "2025-01-08", "10", "o1", null, null)
            .night("2025-01-07", LEDGER);
    assertThat(retail.rows("orders", "order_id", "net", "is_valid"))
        .containsExactly("o1 | 10.00 | true");

    retail.night("2025-01-20", LEDGER);
    assertThat(retail.rows("orders", "order_id", "net", "is_valid", "purchase_seq"))
        .containsExactly("o1 | 0.00 | false | -", "o2 | 20.00 | true | 1");
  }

  @Test
  void unpaidAnonymousAndExcludedOrdersAreNotValid() {
    Retail retail =
        Retail.in(
                folder,
                "exclude: {orders: \"cast(coupon_code as int) = 7 or coupon_code = 'GIFT'\","
                    + " customers: \"level + 1 = 7 or level = 'staff'\"}")
            .order("o1", "ann", "2025-01-03", "10")
            .column("order", "status", "unpaid", "o1")
            .order("o2", null, "2025-01-03", "10")
            .order("o3", "ann", "2025-01-03", "10")
            .column("order", "coupon_code", "GIFT", "o3")
            .order("o4", "clerk", "2025-01-03", "10")
            .set("member", Map.of("member_id", "M1", "level", "staff"))
            .belongs("member", "M1", "clerk")
            .order("o5", "ann", "2025-01-03", "0")
            .order("o6", "ann", "2025-01-03", "10")
            .night("2025-02-01", LEDGER);

    assertThat(retail.rows("orders", "order_id", "one_id", "is_valid"))
        .containsExactly(
            "o1 | ann | false",
            "o2 | - | false",
            "o3 | ann | false",
            "o4 | clerk | false",
            "o5 | ann | false",
            "o6 | ann | true");
  }

  @Test
  void aRefundReachesLinesByNumberElseByProductElseProRata() {
    Retail retail =
        Retail.in(folder)
            .order("o1", "ann", "2025-01-03", "100")
            .line("o1", "2", "shoe", 1, "30")
            .line("o1", "10", "shoe", 1, "30")
            .line("o1", "1", "sock", 2, "40")
            .refund("r1", "2025-01-04", "40", "o1", "1", null)
            .refund("r2", "2025-01-05", "40", "o1", "7", "shoe")
            .refund("r3", "2025-01-06", "5", "o1", null, "hat")
            .night("2025-02-01", LEDGER);

    assertThat(retail.rows("customer_ledger", "reached_by", "reached_line", "reached_amount"))
        .containsExactly("[0, 1, 1, 2] | [0, 1, 2, 2] | [4000, 3000, 1000, 500]");
    assertThat(retail.rows("orders", "refund", "net", "units"))
        .containsExactly("85.00 | 15.00 | 1");
  }

  @Test
  void aRefundWhoseOrderNobodyDeliveredCountsAgainstItsCustomer() {
    Retail retail =
        Retail.in(folder)
            .order("o1", "ann", "2025-01-03", "100")
            .refund("r1", "2025-01-04", "40", "o9", null, null)
            .belongs("refund", "r1", "ann")
            .refund("r2", "2025-01-04", "7", null, null, null)
            .night("2025-02-01", LEDGER);
    assertThat(retail.rows("customer_ledger", "owner", "refund_order", "refund_amount"))
        .containsExactly("ann | [-1] | [4000]", "refund:r2 | [-1] | [700]");

    retail.order("o9", "bob", "2025-01-02", "90").night("2025-02-01", LEDGER);
    assertThat(retail.rows("customer_ledger", "owner", "refund_order", "refund_amount"))
        .containsExactly("ann | [] | []", "bob | [0] | [4000]", "refund:r2 | [-1] | [700]");
  }

  @Test
  void grossAndDiscountOfASourceThatMapsNeither() {
    Retail retail =
        Retail.in(folder)
            .order("o1", "ann", "2025-01-03", "80")
            .order("o2", "ann", "2025-01-03", "80")
            .column("order", "gross_amount", new BigDecimal("100"), "o2")
            .night("2025-02-01", LEDGER);

    assertThat(retail.rows("orders", "order_id", "gross", "discount", "paid"))
        .containsExactly("o1 | 80.00 | - | 80.00", "o2 | 100.00 | 20.00 | 80.00");
  }

  @Test
  void aNightWithoutChangeWritesNothingAndOneDayLaterOnlyTheOrders() {
    Retail retail =
        Retail.in(folder).order("o1", "ann", "2025-01-03", "80").night("2025-02-01", LEDGER);
    Map<String, Long> versions = retail.versions();

    retail.night("2025-02-01", LEDGER);
    assertThat(retail.versions()).isEqualTo(versions);

    retail.night("2025-02-02", LEDGER);
    assertThat(retail.versions().get("customer_ledger")).isEqualTo(versions.get("customer_ledger"));
    assertThat(retail.versions().get("orders")).isEqualTo(versions.get("orders") + 1);
    assertThat(retail.rows("orders", "order_id", "as_of")).containsExactly("o1 | 2025-02-02");
  }

  @Test
  void anOrderThatFindsItsCustomerLeavesItsRowOfItsOwn() {
    Retail retail =
        Retail.in(folder).order("o1", null, "2025-01-03", "80").night("2025-02-01", LEDGER);
    assertThat(retail.rows("customer_ledger", "owner", "one_id")).containsExactly("order:o1 | -");

    retail.belongs("order", "o1", "ann").night("2025-02-02", LEDGER);
    assertThat(retail.rows("customer_ledger", "owner", "one_id")).containsExactly("ann | ann");
  }
}
