package io.tributary.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the ledger and the published orders say, one situation each. All stand in one retailer and
 * one night, which would cost seconds each; a situation's orders begin with its letter.
 */
class BuildLedgerTest {
  @TempDir static Path folder;

  private static Retail retail;

  @BeforeAll
  static void oneNightOfAllSituations() {
    retail =
        Retail.in(
                folder,
                "exclude: {orders: \"cast(coupon_code as int) = 7 or coupon_code = 'GIFT'\","
                    + " customers: \"level + 1 = 7 or level = 'staff' or member_id in (' S01', 'S02')\"}")
            // a: several orders of one customer
            .order("a2", "ann", "2025-01-05T10:00", "20")
            .order("a1", "ann", "2025-01-03T23:59", "10")
            .order("a3", "ann", "2025-01-05T18:00", "30")
            .order("a4", "abe", "2025-01-09", "40")
            // b: returned in full, and in full but for its freight
            .order("b1", "bob", "2025-01-03", "110")
            .line("b1", "1", "shoe", 1, "100")
            .order("b2", "bob", "2025-01-04", "50")
            .refund("rb", "2025-01-06", "100", "b1", null, null)
            // c: orders that are not valid, and one that is
            .order("c1", "cid", "2025-01-03", "10")
            .column("order", "status", "unpaid", "c1")
            .order("c2", null, "2025-01-03", "10")
            .order("c3", "cid", "2025-01-03", "10")
            .column("order", "coupon_code", "GIFT", "c3")
            .order("c4", "clerk", "2025-01-03", "10")
            .set("member", Map.of("member_id", "M1", "level", "staff"))
            .belongs("member", "M1", "clerk")
            .order("c5", "cid", "2025-01-03", "0")
            .order("c7", "boss", "2025-01-03", "10")
            .set("member", Map.of("member_id", Retail.number("S01"), "level", "gold"))
            .belongs("member", Retail.number("S01"), "boss")
            .order("c6", "cid", "2025-01-03", "10")
            // d: refunds that name a line, a product, neither
            .order("d1", "dan", "2025-01-03", "100")
            .line("d1", "2", "shoe", 1, "30")
            .line("d1", "10", "shoe", 1, "30")
            .line("d1", "1", "sock", 2, "40")
            .refund("rd1", "2025-01-04", "40", "d1", "1", null)
            .refund("rd2", "2025-01-05", "40", "d1", "7", "shoe")
            .refund("rd3", "2025-01-06", "5", "d1", null, "hat")
            // e: a source that maps neither gross nor discount, and one that maps gross
            .order("e1", "eve", "2025-01-03", "80")
            .order("e2", "eve", "2025-01-03", "80")
            .column("order", "gross_amount", new BigDecimal("100"), "e2")
            .night("2025-02-01", new BuildLedger());
  }

  private static List<String> orders(String situation, String... columns) {
    return retail.rowsWhere("orders", "order_id like '" + situation + "%'", columns);
  }

  private static List<String> ledger(String customer, String... columns) {
    return retail.rowsWhere("customer_ledger", "owner = '" + customer + "'", columns);
  }

  @Test
  void ordersStandInSequenceAndOrdersOfOneDayAreOnePurchase() {
    assertThat(orders("a", "order_id", "one_id", "ordered_on", "purchase_seq", "net"))
        .containsExactly(
            "a1 | ann | 2025-01-03 | 1 | 10.00",
            "a2 | ann | 2025-01-05 | 2 | 20.00",
            "a3 | ann | 2025-01-05 | 2 | 30.00",
            "a4 | abe | 2025-01-09 | 1 | 40.00");
    assertThat(ledger("ann", "order_id", "size(order_day)")).containsExactly("[a1, a2, a3] | 3");
    assertThat(ledger("abe", "order_id", "size(order_day)")).containsExactly("[a4] | 1");
  }

  @Test
  void withPurchaseUnitOrderEachOrderIsAPurchase(@TempDir Path other) {
    Retail byOrder =
        Retail.in(other, "purchase_unit: order")
            .order("o1", "ann", "2025-01-05T10:00", "20")
            .order("o2", "ann", "2025-01-05T10:00", "30")
            .night("2025-02-01", new BuildLedger());

    assertThat(byOrder.rows("orders", "order_id", "purchase_seq"))
        .containsExactly("o1 | 1", "o2 | 2");
  }

  @Test
  void aFullyReturnedOrderIsNoPurchaseWhateverFreightItKept() {
    assertThat(orders("b", "order_id", "refund", "net", "is_valid", "purchase_seq", "units"))
        .containsExactly("b1 | 100.00 | 10.00 | false | - | 0", "b2 | 0.00 | 50.00 | true | 1 | 0");
  }

  @Test
  void unpaidAnonymousAndExcludedOrdersAreNotValid() {
    assertThat(orders("c", "order_id", "one_id", "is_valid"))
        .containsExactly(
            "c1 | cid | false",
            "c2 | - | false",
            "c3 | cid | false",
            "c4 | clerk | false",
            "c5 | cid | false",
            "c6 | cid | true",
            "c7 | boss | false");
  }

  @Test
  void aRefundReachesLinesByNumberElseByProductElseProRata() {
    assertThat(ledger("dan", "reached_by", "reached_line", "reached_amount"))
        .containsExactly("[0, 1, 1, 2] | [0, 1, 2, 2] | [4000, 3000, 1000, 500]");
    assertThat(orders("d", "refund", "net", "units")).containsExactly("85.00 | 15.00 | 1");
  }

  @Test
  void grossAndDiscountOfASourceThatMapsNeither() {
    assertThat(orders("e", "order_id", "gross", "discount", "paid"))
        .containsExactly("e1 | 80.00 | - | 80.00", "e2 | 100.00 | 20.00 | 80.00");
  }
}
