package io.tributary.generate;

import io.tributary.generate.Order.Line;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All orders of one person: one on every planned purchase day, and beside them what fails: orders
 * that are never paid, or cancelled. Each with its states over time and its refunds.
 */
final class OrderHistory {
  private static final double SECOND_ORDER_THAT_DAY = 0.05;
  private static final double FAILED_ORDERS = 0.10;

  private static final DateTimeFormatter DAY_OF_NUMBER =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

  /**
   * An order and what became of it.
   *
   * @param states oldest first
   */
  record Placed(List<Order> states, Buyer buyer, Optional<Refund> refund) {

    /** What the order was at first. */
    Order first() {
      return states.get(0);
    }

    /** What becomes of the order in the end. */
    Order last() {
      return states.get(states.size() - 1);
    }
  }

  private final Person person;
  private final Contacts contacts;
  private final World world;
  private final Baskets baskets;
  private final List<Placed> placed = new ArrayList<>();

  private OrderHistory(Person person, Contacts contacts, World world) {
    this.person = person;
    this.contacts = contacts;
    this.world = world;
    this.baskets = new Baskets(world.catalogue());
  }

  /** The orders of a person, in the order of their purchase days. */
  static List<Placed> of(
      Person person, PurchasePlan plan, Contacts contacts, World world, Draw draw) {
    OrderHistory history = new OrderHistory(person, contacts, world);
    for (LocalDate day : plan.days()) {
      boolean entry = day.equals(person.entryOn());
      Draw ofDay = draw.fork(day.toEpochDay());
      history.place(day, entry, true, ofDay.fork("order"));
      if (ofDay.chance(SECOND_ORDER_THAT_DAY) && !entry) {
        history.place(day, false, true, ofDay.fork("second order"));
      }
      if (ofDay.chance(FAILED_ORDERS)) {
        history.place(day, entry, false, ofDay.fork("failed order"));
      }
    }
    return history.placed;
  }

  private void place(LocalDate day, boolean entry, boolean succeeds, Draw draw) {
    int number = placed.size();
    Channel channel = channel(draw.fork("channel"));
    Optional<Store> store =
        channel == Channel.POS
            ? Optional.of(world.stores().visitedFrom(person.city(), draw.fork("store")))
            : Optional.empty();
    LocalDateTime at = draw.fork("time").momentOn(day, channel == Channel.POS ? 10 : 9, 22);
    Buyer buyer = contacts.buyer(channel, store, at, draw.fork("buyer"));
    Optional<String> group = entry ? Optional.of(person.entryGroup()) : Optional.empty();
    List<Line> lines = baskets.fill(person, group, day, draw.fork("basket"));
    Optional<String> coupon =
        Optional.of("CP" + world.numbers().record("coupon", person.id(), number))
            .filter(no -> takesCoupon(channel, buyer, at) && Baskets.isWorthCoupon(lines))
            .filter(no -> draw.fork("coupon").chance(person.couponSensitivity()));
    Order order =
        Order.paid(
            orderNumber(channel, day, number),
            channel,
            at,
            coupon.isPresent() ? Baskets.lessCoupon(lines) : lines,
            coupon,
            store);
    List<Order> states =
        succeeds
            ? OrderStates.fulfilled(order, draw.fork("states"))
            : OrderStates.failed(order, draw.fork("states"));
    String refundNo = "RF" + world.numbers().record("refund", person.id(), number);
    Optional<Refund> refund =
        succeeds
            ? Refund.draw(refundNo, states.get(states.size() - 1), buyer, draw.fork("refund"))
            : Optional.empty();
    placed.add(new Placed(states, buyer, refund));
  }

  /** Coupons are the members', and taken in the brand's own online shops. */
  private boolean takesCoupon(Channel channel, Buyer buyer, LocalDateTime at) {
    return switch (channel) {
      case WEB, APP -> buyer.memberNo().isPresent();
      case WECHAT -> contacts.memberNo(at).isPresent();
      default -> false;
    };
  }

  private Channel channel(Draw draw) {
    if (person.household() == Person.Household.NUMBER_FIRST_OWNER) {
      return person.mainChannel();
    }
    return switch (draw.weighted(0.74, 0.20, 0.06)) {
      case 0 -> person.mainChannel();
      case 1 -> person.secondChannel();
      default -> Channel.draw(draw);
    };
  }

  private String orderNumber(Channel channel, LocalDate day, int number) {
    String serial = world.numbers().orderSerial(person.id(), number);
    return channel == Channel.POS ? "R" + serial : day.format(DAY_OF_NUMBER) + serial;
  }
}
