package io.tributary.generate;

import io.tributary.generate.OrderHistory.Placed;
import io.tributary.generate.Outbox.Item;
import io.tributary.generate.Outbox.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tills: sales and returns in one file, one row per line of a receipt. */
final class PosExport {
  static final List<String> COLUMNS =
      List.of(
          "receipt_no",
          "type",
          "store_code",
          "time",
          "line_no",
          "sku",
          "quantity",
          "amount",
          "list_total",
          "receipt_total",
          "member_no",
          "phone",
          "original_receipt");

  private PosExport() {}

  static void send(Placed placed, Outbox outbox) {
    Order order = placed.first();
    Buyer buyer = placed.buyer();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < order.lines().size(); i++) {
      Order.Line line = order.lines().get(i);
      rows.add(
          Csv.delimited(
              '\t',
              order.number(),
              // V: void, typed in and taken back at once.
              order.status() == Order.Status.CANCELLED ? "V" : "S",
              order.store().orElseThrow().code(),
              order.placedAt().format(Moments.SLASHES),
              i + 1,
              line.product().sku(),
              line.quantity(),
              Money.yuan(line.paid()),
              Money.yuan(order.gross()),
              Money.yuan(order.paid()),
              buyer.memberNo().orElse(null),
              buyer.phoneText(),
              null));
    }
    outbox.send(
        new Item(Dump.POS, "order", order.orderId(), buyer.mentions()),
        order.placedAt(),
        List.of(new State(order.placedAt(), rows)));
  }

  /** A return over the counter; tills write what they give back as a negative amount. */
  static void sendReturn(Refund refund, Placed placed, Outbox outbox) {
    Order order = refund.order();
    // Without the receipt, the member card is what is left to know the customer by.
    Optional<String> card = placed.buyer().memberNo().filter(no -> !refund.withReceipt());
    String refundId = Channel.POS.orderPrefix() + refund.number();
    outbox.send(
        new Item(
            Dump.POS,
            "refund",
            refundId,
            card.map(no -> List.of(Mention.own("member_id", no))).orElse(List.of())),
        refund.refundedAt(),
        Csv.delimited(
            '\t',
            refund.number(),
            "R",
            order.store().orElseThrow().code(),
            refund.refundedAt().format(Moments.SLASHES),
            1,
            refund.sku().orElse(null),
            -refund.quantity(),
            "-" + Money.yuan(refund.amount()),
            null,
            null,
            card.orElse(null),
            null,
            refund.withReceipt() ? order.number() : null));
  }
}
