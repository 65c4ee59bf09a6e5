package io.tributary.generate;

import io.tributary.generate.Outbox.Item;
import io.tributary.generate.Outbox.State;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The text-message provider's log: a row when a message is sent, and again when its fate is known.
 */
final class SmsExport {
  static final List<String> COLUMNS =
      List.of("touch_id", "campaign", "phone", "sent_at", "status", "cost");

  private static final long COST = 5;

  private SmsExport() {}

  static void send(
      String touchId,
      String campaign,
      Mention.Phone phone,
      LocalDateTime sentAt,
      String fate,
      Outbox outbox) {
    outbox.send(
        new Item(Dump.SMS, "touch", touchId, List.of(Mention.phone(phone))),
        sentAt,
        List.of(
            new State(sentAt, List.of(row(touchId, campaign, phone, sentAt, "sent"))),
            new State(sentAt.plusDays(1), List.of(row(touchId, campaign, phone, sentAt, fate)))));
  }

  private static String row(
      String touchId, String campaign, Mention.Phone phone, LocalDateTime sentAt, String status) {
    return Csv.line(
        touchId, campaign, phone.number(), Moments.database(sentAt), status, Money.yuan(COST));
  }
}
