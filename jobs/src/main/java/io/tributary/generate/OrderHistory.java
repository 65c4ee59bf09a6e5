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
 * All orders of one person, each with its states over time and its refunds. On every planned
 * purchase day one that stays and by which the person can be known, since the planned rhythm is
 * that of such purchases. Beside them what a shop meets as well: receipts that bear no name, orders
 * that are given back, never paid, or cancelled.
 */
final class OrderHistory {
  private static final double SECOND_ORDER_THAT_DAY = 0.05;
  private static final double FAILED_ORDERS = 0.10;
  private static final double IN_PASSING = 0.12;

  private static final DateTimeFormatter DAY_OF_NUMBER =
      DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

  /** What becomes of an order; by those in passing nobody can be known. */
  private enum Kind {
    FULFILLED,
    FAILED,
    IN_PASSING
  }

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

    /** Whether something of it stays, and leads to the person. */
    private boolean counts() {
      long givenBack = refund.map(Refund::amount).orElse(0L);
      return givenBack < last().goods() && !buyer.isAnonymous();
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
      Draw orders = ofDay.fork("order");
      int attempt = 0;
      while (!history.place(day, entry, Kind.FULFILLED, orders.fork(attempt)).counts()) {
        // Who gives everything back takes something else that day.
        attempt++;
      }
      if (ofDay.chance(SECOND_ORDER_THAT_DAY) && !entry) {
        history.place(day, false, Kind.FULFILLED, ofDay.fork("second order"));
      }
      if (ofDay.chance(FAILED_ORDERS)) {
        history.place(day, entry, Kind.FAILED, ofDay.fork("failed order"));
      }
      if (ofDay.chance(IN_PASSING)) {
        history.place(day, entry, Kind.IN_PASSING, ofDay.fork("in passing"));
      }
    }
    return history.placed;
  }

  private Placed place(LocalDate day, boolean entry, Kind kind, Draw draw) {
    int number = placed.size();
    boolean inPassing = kind == Kind.IN_PASSING;
    Channel channel = inPassing ? Channel.POS : channel(draw.fork("channel"));
    Optional<Store> store =
        channel == Channel.POS
            ? Optional.of(world.stores().visitedFrom(person.city(), draw.fork("store")))
            : Optional.empty();
    LocalDateTime at = draw.fork("time").momentOn(day, channel == Channel.POS ? 10 : 9, 22);
    Draw shown = draw.fork("buyer");
    Buyer buyer =
        inPassing
            ? contacts.passerBy(store.orElseThrow(), shown)
            : contacts.buyer(channel, store, at, shown);
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
        kind == Kind.FAILED
            ? OrderStates.failed(order, draw.fork("states"))
            : OrderStates.fulfilled(order, draw.fork("states"));
    String refundNo = "RF" + world.numbers().record("refund", person.id(), number);
    Optional<Refund> refund =
        kind == Kind.FAILED
            ? Optional.empty()
            : Refund.draw(refundNo, states.get(states.size() - 1), buyer, draw.fork("refund"));
    placed.add(new Placed(states, buyer, refund));
    return placed.get(number);
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
    Channel main = person.mainChannel();
    if (person.household() == Person.Household.NUMBER_FIRST_OWNER) {
      return main;
    }
    Channel channel =
        switch (draw.weighted(0.74, 0.20, 0.06)) {
          case 0 -> main;
          case 1 -> person.secondChannel();
          default -> Channel.draw(draw);
        };
    // Nothing could tie a marketplace's account to the rest of somebody who never joins.
    boolean untied = main.isMarketplace() || channel.isMarketplace();
    return untied && person.joinedAt().isEmpty() ? main : channel;
  }

  private String orderNumber(Channel channel, LocalDate day, int number) {
    String serial = world.numbers().orderSerial(person.id(), number);
    return channel == Channel.POS ? "R" + serial : day.format(DAY_OF_NUMBER) + serial;
  }
}
