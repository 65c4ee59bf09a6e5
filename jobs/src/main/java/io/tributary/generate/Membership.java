package io.tributary.generate;

import io.tributary.generate.Mention.Phone;
import io.tributary.generate.OrderHistory.Placed;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What follows from being a member: the file card, coupons, consents, tied accounts, messages. */
final class Membership {
  private static final double UNIONID_KNOWN = 0.5;

  /** High, as a marketplace's own member programme brings most of them. */
  private static final double ACCOUNT_TIED = 0.95;

  private static final double SMS_GRANTED = 0.75;
  private static final double SMS_REVOKED = 0.1;
  private static final double MESSAGED = 0.15;
  private static final int CAMPAIGNS = 12;
  private static final int DAYS_BETWEEN_CAMPAIGNS = 14;

  private final Person person;
  private final Contacts contacts;
  private final World world;
  private final Nights nights;
  private final Outbox outbox;
  private final String memberNo;
  private final LocalDateTime joinedAt;

  Membership(Person person, Contacts contacts, World world, Outbox outbox) {
    this.person = person;
    this.contacts = contacts;
    this.world = world;
    this.nights = world.nights();
    this.outbox = outbox;
    this.memberNo = world.numbers().memberNo(person.id());
    this.joinedAt = person.joinedAt().orElseThrow();
  }

  void send(List<Placed> orders, Draw draw) {
    sendCard(orders, draw.fork("card"));
    sendCoupons(orders, draw.fork("coupons"));
    sendMappings(orders, draw.fork("mapping"));
    Draw consent = draw.fork("consent");
    boolean granted = consent.chance(SMS_GRANTED);
    Optional<LocalDateTime> revokedAt =
        Optional.of(consent.momentOn(someDayAfterJoining(consent), 9, 21))
            .filter(at -> granted && at.isAfter(joinedAt) && consent.chance(SMS_REVOKED));
    sendConsents(granted, revokedAt);
    if (granted) {
      sendMessages(revokedAt, draw.fork("messages"));
      sendCampaigns(revokedAt, draw.fork("campaigns"));
    }
  }

  private LocalDate someDayAfterJoining(Draw draw) {
    int days = (int) (nights.last().toEpochDay() - joinedAt.toLocalDate().toEpochDay());
    return joinedAt.toLocalDate().plusDays(draw.between(0, days));
  }

  private void sendCard(List<Placed> orders, Draw draw) {
    boolean inStore = person.mainChannel() == Channel.POS;
    CrmExport.Card card =
        new CrmExport.Card(
            memberNo,
            joinedAt,
            person.mainChannel().canonical(),
            Optional.of(world.stores().visitedFrom(person.city(), draw)).filter(s -> inStore),
            Optional.of(contacts.unionid(0)).filter(u -> draw.chance(UNIONID_KNOWN)),
            City.near(person.city().latitude(), draw),
            City.near(person.city().longitude(), draw));
    List<Order> paid = new ArrayList<>();
    for (Placed placed : orders) {
      Order order = placed.last();
      if (order.status().isPaid() && !placed.buyer().isAnonymous()) {
        paid.add(order);
      }
    }
    CrmExport.sendMember(card, person, contacts, paid, outbox, nights);
  }

  /** The coupons that orders used, and some that lie unused. */
  private void sendCoupons(List<Placed> orders, Draw draw) {
    for (Placed placed : orders) {
      Order order = placed.last();
      if (order.couponNo().isPresent() && order.status().isPaid()) {
        LocalDateTime before = order.placedAt().minusDays(draw.between(0, 20)).minusMinutes(5);
        LocalDateTime issuedAt = before.isBefore(joinedAt) ? joinedAt : before;
        CrmExport.sendCoupon(
            order.couponNo().get(), memberNo, issuedAt, Optional.of(order), outbox);
      }
    }
    int unused = draw.weighted(0.6, 0.3, 0.1);
    for (int i = 0; i < unused; i++) {
      String couponNo = "CU" + world.numbers().record("unused coupon", person.id(), i);
      LocalDateTime issuedAt = someDayAfterJoining(draw).atTime(10, draw.between(0, 59));
      if (issuedAt.isAfter(joinedAt)) {
        CrmExport.sendCoupon(couponNo, memberNo, issuedAt, Optional.empty(), outbox);
      }
    }
  }

  private void sendMappings(List<Placed> orders, Draw draw) {
    Set<Channel> used = new TreeSet<>();
    orders.forEach(placed -> used.add(placed.first().channel()));
    used.removeIf(channel -> !channel.isMarketplace());
    for (Channel marketplace : used) {
      if (draw.chance(ACCOUNT_TIED)) {
        LocalDateTime at = draw.momentOn(someDayAfterJoining(draw), 9, 22);
        LocalDateTime tiedAt = at.isBefore(joinedAt) ? joinedAt : at;
        Optional<Phone> phone =
            Optional.of(contacts.mainPhone(tiedAt)).filter(p -> draw.chance(0.5));
        CrmExport.sendMapping(
            marketplace, contacts.marketplaceId(marketplace), memberNo, phone, tiedAt, outbox);
      }
    }
  }

  private void sendConsents(boolean granted, Optional<LocalDateTime> revokedAt) {
    Phone phone = contacts.mainPhone(joinedAt);
    CrmExport.sendConsent("sms", granted, memberNo, phone, joinedAt, outbox);
    CrmExport.sendConsent("wechat", true, memberNo, phone, joinedAt, outbox);
    revokedAt.ifPresent(
        at -> CrmExport.sendConsent("sms", false, memberNo, contacts.mainPhone(at), at, outbox));
  }

  /** Campaigns go out every second week; the last one in the last night but one. */
  private void sendMessages(Optional<LocalDateTime> revokedAt, Draw draw) {
    for (int i = 0; i < CAMPAIGNS; i++) {
      LocalDate day = nights.last().minusDays(1 + (long) i * DAYS_BETWEEN_CAMPAIGNS);
      LocalDateTime at = draw.momentOn(day, 10, 12);
      String fate = fate(draw);
      if (draw.chance(MESSAGED) && isAllowed(at, revokedAt) && at.isAfter(joinedAt)) {
        sendMessage(i, "sms-" + day, at, fate);
      }
    }
  }

  /** On the day after the assignment, to those treated who did not refuse messages. */
  private void sendCampaigns(Optional<LocalDateTime> revokedAt, Draw draw) {
    for (PlantedCampaign campaign : PlantedCampaign.values()) {
      LocalDateTime at = draw.momentOn(campaign.assignedOn(nights).plusDays(1), 10, 12);
      String fate = fate(draw);
      if (campaign.isTreated(world, person) && isAllowed(at, revokedAt)) {
        sendMessage(CAMPAIGNS + campaign.ordinal(), campaign.campaign(), at, fate);
      }
    }
  }

  private static boolean isAllowed(LocalDateTime at, Optional<LocalDateTime> revokedAt) {
    return revokedAt.filter(revoked -> !at.isBefore(revoked)).isEmpty();
  }

  private static String fate(Draw draw) {
    String[] fates = {"delivered", "clicked", "failed", "unsubscribed"};
    return fates[draw.weighted(0.86, 0.08, 0.05, 0.01)];
  }

  private void sendMessage(int number, String campaign, LocalDateTime at, String fate) {
    SmsExport.send(
        "T" + world.numbers().record("touch", person.id(), number),
        campaign,
        contacts.mainPhone(at),
        at,
        fate,
        outbox);
  }
}
