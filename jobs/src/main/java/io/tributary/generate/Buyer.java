package io.tributary.generate;

import io.tributary.generate.Mention.Phone;
import io.tributary.generate.Mention.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the buyer of one order lets the system see.
 *
 * @param masked whether the system hides the middle of the phone number
 * @param channelIds ids that the channel itself gives: ouid, pin, openid, unionid
 */
record Buyer(
    Optional<Phone> phone,
    boolean masked,
    Optional<String> memberNo,
    Optional<String> email,
    List<Mention> channelIds) {

  static final Buyer ANONYMOUS =
      new Buyer(Optional.empty(), false, Optional.empty(), Optional.empty(), List.of());

  static Buyer withPhone(Phone phone) {
    return new Buyer(Optional.of(phone), false, Optional.empty(), Optional.empty(), List.of());
  }

  /** The phone as the dump shows it; empty for none. */
  String phoneText() {
    return phone.map(p -> masked ? p.masked() : p.number()).orElse("");
  }

  /** The id of a namespace, if the channel gave one. */
  Optional<String> channelId(String namespace) {
    return channelIds.stream()
        .filter(mention -> mention.namespace().equals(namespace))
        .map(Mention::value)
        .findFirst();
  }

  /** Every identifier that can be read from the record; a masked phone is none. */
  List<Mention> mentions() {
    List<Mention> mentions = new ArrayList<>(channelIds);
    memberNo.ifPresent(no -> mentions.add(Mention.own("member_id", no)));
    phone.filter(p -> !masked).ifPresent(p -> mentions.add(Mention.phone(p)));
    email.ifPresent(text -> mentions.add(Mention.own("email", text)));
    return mentions;
  }

  /** Whether nothing in the order can lead to the person, by any method. */
  boolean isAnonymous() {
    return mentions().stream()
        .allMatch(mention -> mention.use() == Use.TABLET || mention.use() == Use.PLACEHOLDER);
  }
}
