package io.tributary.generate;

import io.tributary.generate.OrderHistory.Placed;
import io.tributary.generate.Outbox.Item;
import io.tributary.generate.Outbox.State;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The mini program: one stream of JSON lines in which orders and page views come mixed. */
final class WechatExport {
  private WechatExport() {}

  static void send(Placed placed, Outbox outbox) {
    Order first = placed.first();
    List<State> states = new ArrayList<>();
    for (Order state : placed.states()) {
      List<String> rows = new ArrayList<>();
      for (int line = 1; line <= state.lines().size(); line++) {
        rows.add(orderRow(state, line, placed.buyer()));
      }
      states.add(new State(state.updatedAt(), rows));
    }
    outbox.send(
        new Item(Dump.WECHAT_MINI, "order", first.orderId(), placed.buyer().mentions()),
        first.placedAt(),
        states);
  }

  private static String orderRow(Order order, int number, Buyer buyer) {
    Order.Line line = order.lines().get(number - 1);
    Map<String, Object> user =
        JsonLine.object(
            "openid", buyer.channelId("openid_mp").orElse(null),
            "unionid", buyer.channelId("unionid").orElse(null),
            "phone", buyer.phone().isPresent() ? buyer.phoneText() : null);
    return JsonLine.of(
        "type", "order",
        "user", user,
        "order_no", order.number(),
        "line_no", number,
        "time", Moments.withOffset(order.placedAt()),
        "update_time", Moments.withOffset(order.updatedAt()),
        "state", order.status().canonical(),
        "sku", line.product().sku(),
        "quantity", line.quantity(),
        "line_amount", Money.yuan(line.paid()),
        "origin_amount", Money.yuan(order.gross()),
        "pay_amount", Money.yuan(order.paid()),
        "coupon_no", order.couponNo().orElse(null));
  }

  /** A page view; {@code type} is view or add_to_cart. */
  static void sendView(
      String type,
      String eventId,
      Product product,
      Contacts contacts,
      int account,
      LocalDateTime at,
      Outbox outbox) {
    List<Mention> mentions =
        List.of(contacts.miniProgramOpenid(account), contacts.unionid(account));
    outbox.send(
        new Item(Dump.WECHAT_MINI, "event", eventId, mentions),
        at,
        JsonLine.of(
            "type", type,
            "user",
                JsonLine.object(
                    "openid", mentions.get(0).value(),
                    "unionid", mentions.get(1).value()),
            "event_id", eventId,
            "time", Moments.withOffset(at),
            "sku", product.sku()));
  }
}
