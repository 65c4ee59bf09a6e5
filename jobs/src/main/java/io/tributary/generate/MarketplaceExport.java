package io.tributary.generate;

import io.tributary.generate.OrderHistory.Placed;
import io.tributary.generate.Outbox.Item;
import io.tributary.generate.Outbox.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the marketplaces let a shop download: one row per line, with the order's values repeated.
 */
final class MarketplaceExport {
  static final List<String> TMALL_COLUMNS =
      List.of(
          "订单编号",
          "店铺名称",
          "买家OUID",
          "收货人姓名",
          "收货人手机",
          "订单创建时间",
          "订单付款时间",
          "订单状态",
          "子订单序号",
          "商家编码",
          "宝贝标题",
          "购买数量",
          "子订单实付金额",
          "商品总价",
          "买家实际支付金额",
          "订单修改时间");

  /** One header has a stray space, as JD's export does. */
  static final List<String> JD_COLUMNS =
      List.of(
          "订单号", "京东账号", "收货人", " 联系电话", "下单时间", "订单状态", "商家SKU", "商品名称", "商品数量", "商品实付", "订单原价",
          "结算金额", "更新时间");

  private static final int RARE_SURNAME_EVERY = 12;

  private static final Map<Order.Status, String> TMALL_STATUS =
      Map.of(
          Order.Status.UNPAID, "等待买家付款",
          Order.Status.PAID, "买家已付款",
          Order.Status.SHIPPED, "卖家已发货",
          Order.Status.COMPLETED, "交易成功",
          Order.Status.CANCELLED, "交易关闭");

  private static final Map<Order.Status, String> JD_STATUS =
      Map.of(
          Order.Status.UNPAID, "等待付款",
          Order.Status.PAID, "等待出库",
          Order.Status.SHIPPED, "等待确认收货",
          Order.Status.COMPLETED, "完成",
          Order.Status.CANCELLED, "已取消");

  private MarketplaceExport() {}

  /** Sends an order through the export of its marketplace. */
  static void send(Person person, Placed placed, Outbox outbox) {
    Order first = placed.first();
    Dump dump =
        switch (first.channel()) {
          case TMALL, TMALL_OUTLET -> Dump.TMALL;
          case JD -> Dump.JD;
          case DOUYIN -> Dump.DOUYIN;
          default -> throw new IllegalArgumentException(first.channel() + " is no marketplace");
        };
    List<State> states = new ArrayList<>();
    for (Order state : placed.states()) {
      List<String> rows = new ArrayList<>();
      for (int line = 1; line <= state.lines().size(); line++) {
        rows.add(row(dump, person, state, line, placed.buyer()));
      }
      states.add(new State(state.updatedAt(), rows));
    }
    outbox.send(
        new Item(dump, "order", first.orderId(), placed.buyer().mentions()),
        first.placedAt(),
        states);
  }

  private static String row(Dump dump, Person person, Order order, int line, Buyer buyer) {
    return switch (dump) {
      case TMALL -> tmallRow(person, order, line, buyer);
      case JD -> jdRow(person, order, line, buyer);
      default -> douyinRow(order, line, buyer);
    };
  }

  private static String tmallRow(Person person, Order order, int number, Buyer buyer) {
    Order.Line line = order.lines().get(number - 1);
    boolean paid = order.status().isPaid();
    return Csv.line(
        order.number(),
        order.channel() == Channel.TMALL ? "溪流官方旗舰店" : "溪流奥莱店",
        buyer.channelIds().get(0).value(),
        person.name().charAt(0) + "**",
        buyer.phoneText(),
        Moments.database(order.placedAt()),
        paid ? Moments.database(order.placedAt().plusSeconds(40)) : "",
        TMALL_STATUS.get(order.status()),
        number,
        line.product().sku(),
        line.product().name(),
        line.quantity(),
        Money.yuan(line.paid()),
        Money.yuan(order.gross()),
        Money.yuan(order.paid()),
        Moments.database(order.updatedAt()));
  }

  private static String jdRow(Person person, Order order, int number, Buyer buyer) {
    Order.Line line = order.lines().get(number - 1);
    // A character that GB18030 has and GBK lacks: reading with the wrong one of them shows.
    String name =
        person.id() % RARE_SURNAME_EVERY == 7 ? "\u4DAE" + person.name().charAt(0) : person.name();
    return Csv.delimited(
        '|',
        order.number(),
        buyer.channelIds().get(0).value(),
        name,
        buyer.phoneText(),
        Moments.database(order.placedAt()),
        JD_STATUS.get(order.status()),
        line.product().sku(),
        line.product().name(),
        line.quantity(),
        Money.yuan(line.paid()),
        Money.yuan(order.gross()),
        Money.yuan(order.paid()),
        Moments.database(order.updatedAt()));
  }

  /** Douyin's interface counts in cents and in seconds since 1970. */
  private static String douyinRow(Order order, int number, Buyer buyer) {
    Order.Line line = order.lines().get(number - 1);
    return JsonLine.of(
        "order_id", order.number(),
        "sub_order_no", number,
        "open_id", buyer.channelIds().get(0).value(),
        "mask_post_tel", buyer.phoneText(),
        "create_time", Moments.epochSecond(order.placedAt()),
        "update_time", Moments.epochSecond(order.updatedAt()),
        "order_status", order.status().ordinal(),
        "out_sku_id", line.product().sku(),
        "item_num", line.quantity(),
        "pay_amount", line.paid(),
        "order_origin_amount", order.gross(),
        "order_pay_amount", order.paid());
  }
}
