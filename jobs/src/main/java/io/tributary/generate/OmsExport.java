package io.tributary.generate;

import io.tributary.generate.OrderHistory.Placed;
import io.tributary.generate.Outbox.Item;
import io.tributary.generate.Outbox.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The order system behind web shop and app: orders and lines in files of their own, and the refunds
 * of all online channels.
 */
final class OmsExport {
  static final List<String> ORDER_COLUMNS =
      List.of(
          "order_no",
          "channel",
          "buyer_phone",
          "member_no",
          "email",
          "created_at",
          "status_code",
          "goods_amount",
          "discount_amount",
          "freight",
          "paid_amount",
          "coupon_no",
          "updated_at");

  static final List<String> LINE_COLUMNS =
      List.of("order_no", "line_no", "sku", "quantity", "list_amount", "line_amount");

  static final List<String> REFUND_COLUMNS =
      List.of(
          "refund_no",
          "platform",
          "order_no",
          "line_no",
          "sku",
          "quantity",
          "refund_amount",
          "reason",
          "refunded_at");

  private static final Map<Order.Status, String> STATUS_CODES =
      Map.of(
          Order.Status.UNPAID, "10",
          Order.Status.PAID, "20",
          Order.Status.SHIPPED, "30",
          Order.Status.COMPLETED, "40",
          Order.Status.CANCELLED, "90");

  private static final Map<Channel, String> PLATFORMS =
      Map.of(
          Channel.WEB, "OMS",
          Channel.APP, "OMS",
          Channel.TMALL, "TMALL",
          Channel.TMALL_OUTLET, "TMALL",
          Channel.JD, "JD",
          Channel.DOUYIN, "DOUYIN",
          Channel.WECHAT, "WECHAT");

  private OmsExport() {}

  static void send(Placed placed, Outbox outbox) {
    Order first = placed.first();
    List<State> orders = new ArrayList<>();
    List<State> lines = new ArrayList<>();
    List<Order.Line> known = List.of();
    for (Order state : placed.states()) {
      orders.add(new State(state.updatedAt(), List.of(orderRow(state, placed.buyer()))));
      if (!state.lines().equals(known)) {
        lines.add(new State(state.updatedAt(), lineRows(state)));
        known = state.lines();
      }
    }
    outbox.send(
        new Item(Dump.OMS_ORDERS, "order", first.orderId(), placed.buyer().mentions()),
        first.placedAt(),
        orders);
    outbox.send(
        new Item(Dump.OMS_LINES, "order_line", first.orderId(), List.of()),
        first.placedAt(),
        lines);
  }

  private static String orderRow(Order order, Buyer buyer) {
    return Csv.line(
        order.number(),
        order.channel().canonical(),
        internationalNowAndThen(buyer.phoneText(), order),
        buyer.memberNo().orElse(null),
        buyer.email().orElse(null),
        Moments.database(order.placedAt()),
        STATUS_CODES.get(order.status()),
        Money.yuan(order.gross()),
        Money.yuan(order.discount()),
        Money.yuan(order.freight()),
        Money.yuan(order.paid()),
        order.couponNo().orElse(null),
        Moments.database(order.updatedAt()));
  }

  /** The app asks for a country code; what people type there has several forms. */
  private static String internationalNowAndThen(String phone, Order order) {
    if (order.channel() != Channel.APP || phone.isEmpty()) {
      return phone;
    }
    return switch (order.placedAt().getSecond() % 4) {
      case 0 ->
          "+86 " + phone.substring(0, 3) + " " + phone.substring(3, 7) + " " + phone.substring(7);
      case 1 -> "0086" + phone;
      default -> phone;
    };
  }

  private static List<String> lineRows(Order order) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < order.lines().size(); i++) {
      Order.Line line = order.lines().get(i);
      rows.add(
          Csv.line(
              order.number(),
              i + 1,
              line.product().sku(),
              line.quantity(),
              Money.yuan(line.gross()),
              Money.yuan(line.paid())));
    }
    return rows;
  }

  /** A refund of an online order; marketplaces name the product, the own systems the line. */
  static void sendRefund(Refund refund, Outbox outbox) {
    boolean byLine =
        switch (refund.order().channel()) {
          case JD, DOUYIN -> false;
          default -> true;
        };
    outbox.send(
        new Item(Dump.REFUNDS, "refund", refund.number(), List.of()),
        refund.refundedAt(),
        Csv.line(
            refund.number(),
            PLATFORMS.get(refund.order().channel()),
            refund.order().number(),
            refund.line().filter(line -> byLine).orElse(null),
            refund.sku().orElse(null),
            refund.quantity(),
            Money.yuan(refund.amount()),
            refund.reason(),
            Moments.database(refund.refundedAt())));
  }
}
