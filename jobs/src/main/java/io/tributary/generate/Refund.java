package io.tributary.generate;

import io.tributary.generate.Order.Line;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Money given back.
 *
 * @param order what it was bought with
 * @param line which line it is about, as a position from 1; empty: the whole order
 * @param quantity pieces that came back; 0 for goodwill
 * @param amount cents
 * @param withReceipt false: the system does not know the order, only the customer
 */
record Refund(
    String number,
    Order order,
    Optional<Integer> line,
    int quantity,
    long amount,
    String reason,
    LocalDateTime refundedAt,
    boolean withReceipt) {
  private static final double WHOLE = 0.03;
  private static final double PARTIAL = 0.07;
  private static final double GOODWILL = 0.3;

  /** Of the partial returns of members over the counter. */
  private static final double WITHOUT_RECEIPT = 0.25;

  private static final int MOST_MINUTES_AFTER = 9 * 24 * 60;
  private static final List<String> REASONS = List.of("尺码不合适", "七天无理由", "质量问题", "少件");

  /** What is given back for an order that was delivered; mostly nothing. */
  static Optional<Refund> draw(String number, Order order, Buyer buyer, Draw draw) {
    return switch (draw.weighted(WHOLE, PARTIAL, 1 - WHOLE - PARTIAL)) {
      case 0 -> Optional.of(whole(number, order, draw));
      case 1 -> Optional.of(partial(number, order, buyer, draw));
      default -> Optional.empty();
    };
  }

  private static Refund whole(String number, Order order, Draw draw) {
    int units = order.lines().stream().mapToInt(Line::quantity).sum();
    return new Refund(
        number,
        order,
        Optional.empty(),
        units,
        order.paid(),
        draw.oneOf(REASONS),
        moment(order, draw),
        true);
  }

  private static Refund partial(String number, Order order, Buyer buyer, Draw draw) {
    int position = draw.between(1, order.lines().size());
    Line line = order.lines().get(position - 1);
    boolean goodwill = draw.chance(GOODWILL);
    boolean known = order.channel() == Channel.POS && buyer.memberNo().isPresent();
    return new Refund(
        number,
        order,
        Optional.of(position),
        goodwill ? 0 : line.quantity(),
        goodwill ? Math.max(1, line.paid() / 3) : line.paid(),
        draw.oneOf(REASONS),
        moment(order, draw),
        !(known && draw.chance(WITHOUT_RECEIPT)));
  }

  private static LocalDateTime moment(Order order, Draw draw) {
    return order.updatedAt().plusMinutes(draw.between(60, MOST_MINUTES_AFTER)).withSecond(0);
  }

  /** The product that came back, where it is about one line. */
  Optional<String> sku() {
    return line.map(position -> order.lines().get(position - 1).product().sku());
  }
}
