package io.tributary.generate;

import io.tributary.generate.Outbox.Item;
import io.tributary.generate.Outbox.State;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The CRM: members as a full dump, and what hangs on membership as changes. */
final class CrmExport {
  static final List<String> MEMBER_COLUMNS =
      List.of(
          "member_no",
          "name",
          "join_time",
          "gender",
          "birthday",
          "phone",
          "email",
          "unionid",
          "province",
          "city",
          "latitude",
          "longitude",
          "level",
          "points",
          "join_channel",
          "join_store",
          "home_store",
          "updated_at");

  static final List<String> COUPON_COLUMNS =
      List.of(
          "coupon_no",
          "template",
          "member_no",
          "face_value",
          "issued_at",
          "expires_on",
          "used_at",
          "used_platform",
          "used_order_no");

  static final List<String> CONSENT_COLUMNS =
      List.of("time", "channel", "phone", "member_no", "granted");

  static final List<String> MAPPING_COLUMNS =
      List.of(
          "mapped_at", "member_no", "phone", "tmall_shop", "tmall_ouid", "jd_pin", "douyin_openid");

  private CrmExport() {}

  /** What is known of a member besides the person: the file card. */
  record Card(
      String memberNo,
      LocalDateTime joinedAt,
      String joinChannel,
      Optional<Store> store,
      Optional<Mention> unionid,
      String latitude,
      String longitude) {}

  /**
   * The member's row of every night on which the CRM has it.
   *
   * @param paidOrders what the person has bought, which gives points and level
   */
  static void sendMember(
      Card card,
      Person person,
      Contacts contacts,
      List<Order> paidOrders,
      Outbox outbox,
      Nights nights) {
    List<Mention> mentions = new ArrayList<>();
    mentions.add(Mention.own("member_id", card.memberNo()));
    card.unionid().ifPresent(mentions::add);
    contacts.email().ifPresent(email -> mentions.add(Mention.own("email", email)));
    for (int night = 0; night < nights.count(); night++) {
      LocalDate date = nights.date(night);
      if (listed(card, person, date)) {
        Mention phone = Mention.phone(accountPhone(contacts, date));
        if (!mentions.contains(phone)) {
          mentions.add(phone);
        }
      }
    }
    outbox.sendEveryNight(
        new Item(Dump.MEMBERS, "member", card.memberNo(), mentions),
        card.joinedAt(),
        date ->
            Optional.of(date)
                .filter(d -> listed(card, person, d))
                .map(d -> memberRow(card, person, contacts, paidOrders, d)));
  }

  private static boolean listed(Card card, Person person, LocalDate date) {
    return !card.joinedAt().toLocalDate().isAfter(date)
        && person.leftCrmOn().filter(left -> !date.isBefore(left)).isEmpty();
  }

  private static Mention.Phone accountPhone(Contacts contacts, LocalDate date) {
    return contacts.mainPhone(date.atTime(23, 59));
  }

  private static String memberRow(
      Card card, Person person, Contacts contacts, List<Order> paidOrders, LocalDate date) {
    long points = 0;
    LocalDateTime updatedAt = card.joinedAt();
    for (Order order : paidOrders) {
      if (!order.placedAt().toLocalDate().isAfter(date)) {
        points += order.goods() / 100;
        updatedAt = order.placedAt().isAfter(updatedAt) ? order.placedAt() : updatedAt;
      }
    }
    Optional<LocalDateTime> newPhone =
        contacts.newPhoneOn().filter(on -> !on.isAfter(date)).map(LocalDate::atStartOfDay);
    updatedAt = newPhone.filter(updatedAt::isBefore).orElse(updatedAt);
    String gender =
        switch (person.gender()) {
          case FEMALE -> "女";
          case MALE -> "男";
          case UNKNOWN -> "";
        };
    return Csv.line(
        card.memberNo(),
        person.name(),
        Moments.database(card.joinedAt()),
        gender,
        person.birthday().map(LocalDate::toString).orElse(null),
        accountPhone(contacts, date).number(),
        contacts.email().orElse(null),
        card.unionid().map(Mention::value).orElse(null),
        person.city().province(),
        person.city().name(),
        card.latitude(),
        card.longitude(),
        points >= 3000 ? "金卡" : points >= 1000 ? "银卡" : "普卡",
        points,
        card.joinChannel(),
        card.store().map(Store::code).orElse(null),
        card.store().map(Store::code).orElse(null),
        Moments.database(updatedAt));
  }

  /** A coupon; {@code order} is where it was used. */
  static void sendCoupon(
      String couponNo,
      String memberNo,
      LocalDateTime issuedAt,
      Optional<Order> order,
      Outbox outbox) {
    List<State> states = new ArrayList<>();
    states.add(
        new State(issuedAt, List.of(couponRow(couponNo, memberNo, issuedAt, Optional.empty()))));
    order.ifPresent(
        used ->
            states.add(
                new State(
                    used.placedAt(), List.of(couponRow(couponNo, memberNo, issuedAt, order)))));
    outbox.send(
        new Item(Dump.COUPONS, "coupon", couponNo, List.of(Mention.own("member_id", memberNo))),
        issuedAt,
        states);
  }

  private static String couponRow(
      String couponNo, String memberNo, LocalDateTime issuedAt, Optional<Order> order) {
    return Csv.line(
        couponNo,
        "满90减30",
        memberNo,
        Money.yuan(Baskets.COUPON_VALUE),
        Moments.database(issuedAt),
        issuedAt.toLocalDate().plusDays(60),
        order.map(used -> Moments.database(used.placedAt())).orElse(null),
        order.map(used -> used.channel() == Channel.WECHAT ? "WECHAT" : "OMS").orElse(null),
        order.map(Order::number).orElse(null));
  }

  /** What a member allows or forbids, on a contact channel. */
  static void sendConsent(
      String channel,
      boolean granted,
      String memberNo,
      Mention.Phone phone,
      LocalDateTime at,
      Outbox outbox) {
    String time = Moments.database(at);
    outbox.send(
        new Item(
            Dump.CONSENTS,
            "consent",
            String.join("|", memberNo, channel, time),
            List.of(Mention.own("member_id", memberNo), Mention.phone(phone))),
        at,
        Csv.line(time, channel, phone.number(), memberNo, granted ? "Y" : "N"));
  }

  /** A marketplace account that the person has tied to the membership. */
  static void sendMapping(
      Channel marketplace,
      Mention id,
      String memberNo,
      Optional<Mention.Phone> phone,
      LocalDateTime at,
      Outbox outbox) {
    List<Mention> mentions = new ArrayList<>(List.of(id, Mention.own("member_id", memberNo)));
    phone.ifPresent(p -> mentions.add(Mention.phone(p)));
    String shop =
        switch (marketplace) {
          case TMALL -> "flagship";
          case TMALL_OUTLET -> "outlet";
          default -> null;
        };
    outbox.send(
        new Item(Dump.ID_MAPPING, "link", memberNo + "|" + id.value(), mentions),
        at,
        Csv.line(
            Moments.database(at),
            memberNo,
            phone.map(Mention.Phone::number).orElse(null),
            shop,
            shop == null ? null : id.value(),
            marketplace == Channel.JD ? id.value() : null,
            marketplace == Channel.DOUYIN ? id.value() : null));
  }
}
