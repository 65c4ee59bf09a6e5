package io.tributary.generate;

import io.tributary.generate.Outbox.Item;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What a person looks at, in the app and in the mini program, without buying. */
final class Visits {
  private static final double PLACEHOLDER_DEVICE = 0.05;
  private static final double IN_MINI_PROGRAM = 0.3;
  private static final double BEFORE_A_PURCHASE = 0.7;
  private static final int MOST_IDLE_VISITS = 4;

  private final Person person;
  private final Contacts contacts;
  private final World world;
  private final Outbox outbox;
  private int count;

  Visits(Person person, Contacts contacts, World world, Outbox outbox) {
    this.person = person;
    this.contacts = contacts;
    this.world = world;
    this.outbox = outbox;
  }

  /** Looks before most purchases, and now and then for nothing. */
  void send(PurchasePlan plan, Draw draw) {
    for (LocalDate day : plan.days()) {
      if (draw.chance(BEFORE_A_PURCHASE)) {
        look(draw.momentOn(day, 7, 9), draw);
      }
    }
    LocalDate from = person.entryOn();
    LocalDate until = plan.churnedOn().orElse(world.nights().last());
    int idle = draw.between(person.buys() ? 0 : 1, MOST_IDLE_VISITS);
    for (int i = 0; i < idle; i++) {
      int span = (int) (until.toEpochDay() - from.toEpochDay());
      look(draw.momentOn(from.plusDays(draw.between(0, span)), 8, 24), draw);
    }
  }

  private void look(LocalDateTime at, Draw draw) {
    String l2 = person.cluster().drawClass(draw, Optional.empty());
    Product product = world.catalogue().choose(l2, person.priceLevel(), at.toLocalDate(), draw);
    String type = draw.chance(0.2) ? "add_to_cart" : "view";
    String eventId = "EV" + world.numbers().record("event", person.id(), count++);
    if (draw.chance(IN_MINI_PROGRAM)) {
      WechatExport.sendView(
          type, eventId, product, contacts, contacts.wechatAccount(draw), at, outbox);
    } else {
      sendAppEvent(type, eventId, product, at, draw);
    }
  }

  private void sendAppEvent(
      String type, String eventId, Product product, LocalDateTime at, Draw draw) {
    Mention device =
        draw.chance(PLACEHOLDER_DEVICE)
            ? new Mention(
                "device_id", IdentifierNumbers.PLACEHOLDER_DEVICE, Mention.Use.PLACEHOLDER)
            : contacts.device();
    Optional<String> member = contacts.memberNo(at).filter(no -> draw.chance(0.5));
    List<Mention> mentions =
        member.map(no -> List.of(device, Mention.own("member_id", no))).orElse(List.of(device));
    long milliseconds = at.minusHours(8).toEpochSecond(ZoneOffset.UTC) * 1000 + count % 1000;
    outbox.send(
        new Item(Dump.APP_EVENTS, "event", eventId, mentions),
        at,
        JsonLine.of(
            "event_id", eventId,
            "event", type,
            "ts", milliseconds,
            "device_id", device.value(),
            "member_no", member.orElse(null),
            "sku", product.sku(),
            "category", product.category().l3()));
  }
}
