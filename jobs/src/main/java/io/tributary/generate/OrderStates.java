package io.tributary.generate;

import io.tributary.generate.Order.Line;
import io.tributary.generate.Order.Status;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order goes through: its states, oldest first. Each is a newer version of the same row.
 */
final class OrderStates {
  private static final double PAID_LATER = 0.04;
  private static final double AMOUNT_CORRECTED = 0.05;

  private OrderStates() {}

  /** An order that is paid, sooner or later, and delivered. */
  static List<Order> fulfilled(Order order, Draw draw) {
    if (order.channel() == Channel.POS) {
      return List.of(order.as(Status.COMPLETED, order.placedAt()));
    }
    List<Order> states = new ArrayList<>();
    LocalDateTime paidAt = order.placedAt();
    if (draw.chance(PAID_LATER)) {
      states.add(order.as(Status.UNPAID, paidAt));
      paidAt = paidAt.plusMinutes(draw.between(300, 1700));
    }
    if (draw.chance(AMOUNT_CORRECTED)) {
      // First booked at list price; the discount follows about a day later.
      List<Line> atList =
          order.lines().stream()
              .map(line -> new Line(line.product(), line.quantity(), line.gross(), line.gross()))
              .toList();
      states.add(order.as(Status.PAID, paidAt).withLines(atList));
      paidAt = paidAt.plusMinutes(draw.between(400, 1600));
    }
    states.add(order.as(Status.PAID, paidAt));
    LocalDateTime shippedAt = paidAt.plusMinutes(draw.between(240, 2600));
    states.add(order.as(Status.SHIPPED, shippedAt));
    states.add(order.as(Status.COMPLETED, shippedAt.plusMinutes(draw.between(3000, 9000))));
    return states;
  }

  /** An order that is never paid, or cancelled; over the counter: voided at once. */
  static List<Order> failed(Order order, Draw draw) {
    LocalDateTime later = order.placedAt().plusMinutes(draw.between(30, 2000));
    if (order.channel() == Channel.POS) {
      return List.of(order.as(Status.CANCELLED, order.placedAt()));
    }
    Order unpaid = order.as(Status.UNPAID, order.placedAt());
    Order cancelled = order.as(Status.CANCELLED, later);
    return switch (draw.weighted(0.4, 0.3, 0.3)) {
      case 0 -> List.of(unpaid);
      case 1 -> List.of(unpaid, cancelled);
      default -> List.of(order, cancelled);
    };
  }
}
