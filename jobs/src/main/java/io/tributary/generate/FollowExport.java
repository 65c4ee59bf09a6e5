package io.tributary.generate;

import io.tributary.generate.Outbox.Item;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Who follows the official account, and who is a contact in WeCom: full dumps. */
final class FollowExport {
  static final List<String> FOLLOWER_COLUMNS =
      List.of("openid", "unionid", "subscribe_time", "unsubscribe_time");

  private FollowExport() {}

  static void sendFollower(
      Contacts contacts, LocalDateTime since, Optional<LocalDateTime> until, Outbox outbox) {
    Mention openid = contacts.officialAccountOpenid();
    Mention unionid = contacts.unionid(0);
    outbox.sendEveryNight(
        new Item(Dump.OFFICIAL_ACCOUNT, "follow", openid.value(), List.of(openid, unionid)),
        since,
        date ->
            Optional.of(date)
                .filter(d -> !since.toLocalDate().isAfter(d))
                .map(
                    d ->
                        Csv.line(
                            openid.value(),
                            unionid.value(),
                            Moments.database(since),
                            Moments.database(knownBy(until, d)))));
  }

  /**
   * A WeCom contact.
   *
   * @param kind friend (of a sales assistant) or group (member of a customer group)
   * @param phone what the assistant noted about the contact
   */
  static void sendContact(
      Contacts contacts,
      String kind,
      Store store,
      Optional<Mention.Phone> phone,
      LocalDateTime since,
      Optional<LocalDateTime> until,
      Outbox outbox) {
    Mention external = contacts.externalUserid();
    Mention unionid = contacts.unionid(0);
    List<Mention> mentions =
        phone
            .map(p -> List.of(external, unionid, Mention.phone(p)))
            .orElse(List.of(external, unionid));
    outbox.sendEveryNight(
        new Item(Dump.WECOM, "follow", external.value() + "|" + kind, mentions),
        since,
        date ->
            Optional.of(date)
                .filter(d -> !since.toLocalDate().isAfter(d))
                .map(
                    d ->
                        JsonLine.of(
                            "external_userid", external.value(),
                            "unionid", unionid.value(),
                            "contact_type", kind,
                            "remark_mobile", phone.map(Mention.Phone::number).orElse(null),
                            "follow_user", "ba_" + store.code(),
                            "createtime", Moments.epochSecond(since),
                            "deltime", knownBy(until, d).map(Moments::epochSecond).orElse(null))));
  }

  private static Optional<LocalDateTime> knownBy(Optional<LocalDateTime> until, LocalDate date) {
    return until.filter(moment -> !moment.toLocalDate().isAfter(date));
  }
}
