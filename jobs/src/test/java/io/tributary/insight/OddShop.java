package io.tributary.insight;

import io.tributary.ledger.LedgerTable;
import java.nio.file.Path;

/**
 * A shop in which everything odd happens once, as of 2025-06-30. The tests of each table say what
 * comes of it.
 */
final class OddShop {
  private OddShop() {}

  static Shop in(Path folder, String... settings) {
    Shop shop =
        Shop.of(folder, "2025-06-30", settings)
            .product("shoe", "鞋", "跑鞋")
            .product("sock", "袜", "短袜")
            .member("ann", "2025-03-01", null)
            .relation("ann", Relation.FRIEND);

    // Ann's socks come back: only the shoes of this order count.
    shop.order("a1", "ann", "2025-01-10", "web")
        .line("shoe", 1, "100")
        .line("sock", 2, "20")
        .refund("2025-01-15", "20", 2, null);
    shop.order("a2", "ann", "2025-03-05", "pos")
        .store("S1")
        .gross("35")
        .paid("30")
        .line("sock", 1, "30");
    // All goods of this order come back; that its freight was kept makes it no purchase.
    shop.order("a3", "ann", "2025-03-20", "pos")
        .paid("90")
        .line("shoe", 1, "80")
        .refund("2025-03-25", "80", 0, null);
    // Dated later than the business date, as is the refund.
    shop.order("a4", "ann", "2025-07-02", "web").line("shoe", 1, "50");
    shop.refund("ann", "2025-07-03", "9");

    // Bob's first order has no lines; his second has a gift; a refund of his names no order.
    shop.order("b1", "bob", "2025-01-20", "web").paid("60");
    shop.order("b2", "bob", "2025-02-25", "web").line("sock", 1, "0").line("shoe", 1, "40");
    shop.refund("bob", "2025-03-01", "5");

    // Nobody knows whose these are.
    shop.order("n1", null, "2025-03-08", "pos").store("S1").line("shoe", 1, "70");
    shop.refund(null, "2025-03-02", "3");

    // Neither paid, nor for customers, nor worth anything.
    shop.order("c1", "cid", "2025-03-09", "web").status(LedgerTable.UNPAID).line("shoe", 1, "10");
    shop.order("c2", "cid", "2025-03-10", "web")
        .status(LedgerTable.PAID + LedgerTable.EXCLUDED)
        .line("shoe", 1, "20");
    shop.order("c3", "cid", "2025-03-11", "web").line("sock", 1, "0");
    return shop;
  }
}
