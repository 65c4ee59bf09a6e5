package io.tributary.generate;

import io.tributary.generate.Mention.Phone;
import io.tributary.generate.OrderHistory.Placed;
import io.tributary.generate.Person.Household;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The whole retailer as a pure function: from a person's number to every row that any system sends
 * about them, and the truth about them.
 */
final class Retailer {
  private static final double FOLLOWS_ACCOUNT = 0.3;
  private static final double WECOM_CONTACT = 0.25;
  private static final double STOPPED_FOLLOWING = 0.15;

  private final World world;
  private final Nights nights;
  private final People people;

  Retailer(World world) {
    this.world = world;
    this.nights = world.nights();
    this.people = new People(world);
  }

  /** Everything that the systems send about a person, and the truth, in no particular order. */
  List<Outbox.Sent> about(long id) {
    Draw draw = Draw.of(world.seed(), "life", id);
    Person person = people.person(id);
    Contacts contacts = new Contacts(person, world, draw.fork("contacts"));
    Outbox outbox = new Outbox(id, nights, draw.fork("delivery"));
    PurchasePlan usual = PurchasePlan.of(person, nights, draw.fork("plan"));
    PurchasePlan plan = BusyNights.more(PlantedCampaign.moved(usual, person, world), person, world);
    List<Placed> orders = OrderHistory.of(person, plan, contacts, world, draw.fork("orders"));

    orders.forEach(placed -> sendOrder(person, placed, outbox));
    new Visits(person, contacts, world, outbox).send(plan, draw.fork("visits"));
    if (person.joinedAt().isPresent()) {
      new Membership(person, contacts, world, outbox).send(orders, draw.fork("membership"));
    }
    // The first owner of a recycled number is long gone: nothing may mention the number again.
    if (person.household() != Household.NUMBER_FIRST_OWNER) {
      sendFollowing(person, contacts, outbox, draw.fork("following"));
    }
    for (PlantedCampaign campaign : PlantedCampaign.values()) {
      campaign.list(world, person, outbox);
    }
    outbox.tell(Dump.TRUTH_PEOPLE, Truth.person(person, plan));
    outbox.tellIdentifiers();
    return outbox.sent();
  }

  private void sendOrder(Person person, Placed placed, Outbox outbox) {
    switch (placed.first().channel()) {
      case WEB, APP -> OmsExport.send(placed, outbox);
      case TMALL, TMALL_OUTLET, JD, DOUYIN -> MarketplaceExport.send(person, placed, outbox);
      case WECHAT -> WechatExport.send(placed, outbox);
      case POS -> PosExport.send(placed, outbox);
    }
    Order known = placed.first();
    for (Order state : placed.states()) {
      known = nights.nightOf(state.updatedAt()) >= 0 ? state : known;
    }
    Optional<Refund> refund = placed.refund().filter(r -> nights.nightOf(r.refundedAt()) >= 0);
    refund.ifPresent(r -> sendRefund(r, placed, outbox));
    long refunded = refund.filter(Refund::withReceipt).map(Refund::amount).orElse(0L);
    outbox.tell(Dump.TRUTH_ORDERS, Truth.order(person, known, placed.buyer(), refunded));
  }

  private static void sendRefund(Refund refund, Placed placed, Outbox outbox) {
    if (refund.order().channel() == Channel.POS) {
      PosExport.sendReturn(refund, placed, outbox);
    } else {
      OmsExport.sendRefund(refund, outbox);
    }
  }

  private void sendFollowing(Person person, Contacts contacts, Outbox outbox, Draw draw) {
    int span = (int) (nights.last().toEpochDay() - person.entryOn().toEpochDay());
    if (draw.chance(FOLLOWS_ACCOUNT)) {
      LocalDateTime since = since(person, span, draw);
      FollowExport.sendFollower(contacts, since, until(since, draw), outbox);
    }
    if (draw.chance(WECOM_CONTACT)) {
      LocalDateTime since = since(person, span, draw);
      Store store = world.stores().visitedFrom(person.city(), draw);
      Optional<Phone> phone = Optional.of(contacts.mainPhone(since)).filter(p -> draw.chance(0.3));
      String kind = draw.chance(0.8) ? "friend" : "group";
      FollowExport.sendContact(contacts, kind, store, phone, since, until(since, draw), outbox);
    }
  }

  private static LocalDateTime since(Person person, int span, Draw draw) {
    // Many come on the day of their first purchase: the parcel holds a card that invites them.
    int days = draw.chance(0.4) ? 0 : draw.between(0, span);
    return draw.momentOn(person.entryOn().plusDays(days), 9, 22);
  }

  private static Optional<LocalDateTime> until(LocalDateTime since, Draw draw) {
    LocalDateTime stopped = since.plusMinutes(draw.between(1, 300 * 24 * 60));
    return Optional.of(stopped).filter(s -> draw.chance(STOPPED_FOLLOWING));
  }
}
