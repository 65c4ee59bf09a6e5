package io.tributary.generate;

import io.tributary.generate.Mention.Phone;
import io.tributary.generate.Mention.Use;
import io.tributary.generate.Person.Household;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one person can be recognised, and by what at a given moment. */
final class Contacts {
  private final Person person;
  private final IdentifierNumbers numbers;
  private final Phone firstPhone;
  private final Optional<LocalDate> newPhoneOn;
  private final boolean secondPhone;
  private final boolean secondWechat;
  private final Optional<String> email;
  private final String device;

  Contacts(Person person, World world, Draw draw) {
    this.person = person;
    this.numbers = world.numbers();
    Nights nights = world.nights();
    long neighbour = person.id() - 1;
    this.firstPhone =
        switch (person.household()) {
          case FAMILY_PHONE_USER -> new Phone(numbers.phone(neighbour, 0), Use.FAMILY);
          case NUMBER_SECOND_OWNER -> new Phone(numbers.phone(neighbour, 0), Use.RECYCLED);
          default -> new Phone(numbers.phone(person.id(), 0), Use.OWN);
        };
    boolean plain = person.household() == Household.ALONE;
    Draw phones = draw.fork("phones");
    int day = phones.between(100, nights.lengthInDays());
    boolean keeps = !plain && person.household() != Household.FAMILY_PHONE_OWNER;
    this.newPhoneOn =
        Optional.of(nights.dayOfHistory(day)).filter(on -> !keeps && phones.chance(0.22));
    this.secondPhone = plain && phones.chance(0.08);
    this.secondWechat = plain && draw.fork("wechat").chance(0.03);
    this.email =
        Optional.of("c" + numbers.opaque("email", person.id(), 0).substring(0, 16) + "@example.com")
            .filter(text -> draw.fork("email").chance(0.35));
    boolean sharesDevice = person.household() == Household.FAMILY_PHONE_USER;
    this.device = numbers.deviceId(sharesDevice ? neighbour : person.id());
  }

  /** The number that the person gives at a moment. */
  Phone phone(LocalDateTime at, Draw draw) {
    return secondPhone && draw.chance(0.3)
        ? new Phone(numbers.phone(person.id(), 2), Use.OWN)
        : mainPhone(at);
  }

  /** The number on the person's account at a moment. */
  Phone mainPhone(LocalDateTime at) {
    return newPhoneOn.filter(on -> !at.toLocalDate().isBefore(on)).isPresent()
        ? new Phone(numbers.phone(person.id(), 1), Use.OWN)
        : firstPhone;
  }

  /** Since when the person has a new number, if ever. */
  Optional<LocalDate> newPhoneOn() {
    return newPhoneOn;
  }

  Optional<String> email() {
    return email;
  }

  /** The member number, once the person has joined. */
  Optional<String> memberNo(LocalDateTime at) {
    return Optional.of(numbers.memberNo(person.id())).filter(no -> person.isMemberAt(at));
  }

  Mention device() {
    boolean shared = person.household() == Household.FAMILY_PHONE_USER;
    return new Mention("device_id", device, shared ? Use.FAMILY : Use.OWN);
  }

  /** Which of the person's WeChat accounts is used: 0, or 1 where there is a second one. */
  int wechatAccount(Draw draw) {
    return secondWechat && draw.chance(0.4) ? 1 : 0;
  }

  Mention unionid(int account) {
    return Mention.own("unionid", "oU" + numbers.opaque("unionid", person.id(), account));
  }

  Mention miniProgramOpenid(int account) {
    return Mention.own("openid_mp", "oM" + numbers.opaque("openid_mp", person.id(), account));
  }

  Mention officialAccountOpenid() {
    return Mention.own("openid_oa", "oA" + numbers.opaque("openid_oa", person.id(), 0));
  }

  Mention externalUserid() {
    return Mention.own("external_userid", "wm" + numbers.opaque("wecom", person.id(), 0));
  }

  /** The person's id in a marketplace, scoped to the shop: another shop sees another one. */
  Mention marketplaceId(Channel channel) {
    String namespace =
        switch (channel) {
          case TMALL -> "ouid_flagship";
          case TMALL_OUTLET -> "ouid_outlet";
          case JD -> "jd_pin";
          case DOUYIN -> "openid_dy";
          default -> throw new IllegalArgumentException(channel + " is no marketplace");
        };
    return Mention.own(namespace, "AA" + numbers.opaque(namespace, person.id(), 0));
  }

  /** What the buyer shows in one order. */
  Buyer buyer(Channel channel, Optional<Store> store, LocalDateTime at, Draw draw) {
    return switch (channel) {
      case WEB, APP -> webBuyer(at, draw);
      case TMALL, TMALL_OUTLET -> marketplaceBuyer(channel, at, 0.08, draw);
      case JD -> marketplaceBuyer(channel, at, 0.25, draw);
      case DOUYIN -> marketplaceBuyer(channel, at, 0, draw);
      case WECHAT -> wechatBuyer(at, draw);
      case POS -> posBuyer(store.orElseThrow(), at, draw);
    };
  }

  private Buyer webBuyer(LocalDateTime at, Draw draw) {
    Optional<String> member = memberNo(at).filter(no -> draw.chance(0.85));
    boolean hides = member.isEmpty() && draw.chance(0.05) && person.household() == Household.ALONE;
    Phone phone = hides ? placeholder() : phone(at, draw);
    return new Buyer(
        Optional.of(phone), false, member, email.filter(e -> draw.chance(0.5)), List.of());
  }

  private Buyer marketplaceBuyer(Channel channel, LocalDateTime at, double plain, Draw draw) {
    return new Buyer(
        Optional.of(phone(at, draw)),
        !draw.chance(plain),
        Optional.empty(),
        Optional.empty(),
        List.of(marketplaceId(channel)));
  }

  private Buyer wechatBuyer(LocalDateTime at, Draw draw) {
    int account = wechatAccount(draw);
    Optional<Phone> phone = Optional.of(phone(at, draw)).filter(p -> draw.chance(0.7));
    List<Mention> ids = new ArrayList<>(List.of(miniProgramOpenid(account)));
    if (draw.chance(0.85)) {
      ids.add(unionid(account));
    }
    return new Buyer(phone, false, Optional.empty(), Optional.empty(), ids);
  }

  private Buyer posBuyer(Store store, LocalDateTime at, Draw draw) {
    Optional<String> member = memberNo(at);
    double asked = draw.uniform();
    if (member.isEmpty() || asked > 0.8) {
      return Buyer.withPhone(phone(at, draw));
    }
    boolean cardOnly = asked < 0.15;
    Phone typed = typesTablet(store, draw) ? tablet(store) : phone(at, draw);
    return new Buyer(
        Optional.of(typed).filter(p -> !cardOnly), false, member, Optional.empty(), List.of());
  }

  /** Who pays over the counter and tells nothing. */
  Buyer passerBy(Store store, Draw draw) {
    if (typesTablet(store, draw)) {
      return Buyer.withPhone(tablet(store));
    }
    return draw.chance(0.16) ? Buyer.withPhone(placeholder()) : Buyer.ANONYMOUS;
  }

  private static boolean typesTablet(Store store, Draw draw) {
    return store.tabletHabit() && draw.chance(0.5);
  }

  private Phone tablet(Store store) {
    return new Phone(numbers.tabletPhone(store.index()), Use.TABLET);
  }

  private static Phone placeholder() {
    return new Phone(IdentifierNumbers.PLACEHOLDER_PHONE, Use.PLACEHOLDER);
  }
}
