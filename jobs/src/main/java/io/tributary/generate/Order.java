package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One state of an order. Amounts are cents.
 *
 * @param number the number that its system gave it
 * @param freight paid on top of the lines
 * @param lines numbered from 1, as positions of the list
 * @param updatedAt since when this state holds
 */
record Order(
    String number,
    Channel channel,
    LocalDateTime placedAt,
    Status status,
    List<Line> lines,
    long freight,
    Optional<String> couponNo,
    Optional<Store> store,
    LocalDateTime updatedAt) {

  /** Cents that web and app charge for small orders. */
  static final long FREIGHT = 1000;

  private static final long FREE_FREIGHT_FROM = 9900;

  /** How far an order has come; the last three are paid. */
  enum Status {
    UNPAID,
    CANCELLED,
    PAID,
    SHIPPED,
    COMPLETED;

    boolean isPaid() {
      return ordinal() >= PAID.ordinal();
    }

    /** The canonical status. */
    String canonical() {
      return this == UNPAID ? "unpaid" : this == CANCELLED ? "cancelled" : "paid";
    }
  }

  /**
   * One product of an order.
   *
   * @param gross list price times quantity
   * @param paid what was paid for the line
   */
  record Line(Product product, int quantity, long gross, long paid) {}

  /** An order that is paid at once; web and app charge freight for a small one. */
  static Order paid(
      String number,
      Channel channel,
      LocalDateTime at,
      List<Line> lines,
      Optional<String> couponNo,
      Optional<Store> store) {
    long goods = lines.stream().mapToLong(Line::paid).sum();
    boolean ships = channel == Channel.WEB || channel == Channel.APP;
    long freight = ships && goods < FREE_FREIGHT_FROM ? FREIGHT : 0;
    return new Order(number, channel, at, Status.PAID, lines, freight, couponNo, store, at);
  }

  /** The number with its system's prefix, as the mapping makes it. */
  String orderId() {
    return channel.orderPrefix() + number;
  }

  long gross() {
    return lines.stream().mapToLong(Line::gross).sum();
  }

  long goods() {
    return lines.stream().mapToLong(Line::paid).sum();
  }

  long discount() {
    return gross() - goods();
  }

  long paid() {
    return goods() + freight;
  }

  Order as(Status newStatus, LocalDateTime at) {
    return new Order(number, channel, placedAt, newStatus, lines, freight, couponNo, store, at);
  }

  Order withLines(List<Line> newLines) {
    return new Order(
        number, channel, placedAt, status, newLines, freight, couponNo, store, updatedAt);
  }
}
