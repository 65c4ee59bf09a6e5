package io.tributary.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of the truth about people, and how they are filled. */
final class Truth {
  static final List<String> PEOPLE_COLUMNS =
      List.of(
          "person_id",
          "cluster",
          "entry_on",
          "entry_category_l1",
          "purchase_days",
          "second_purchase_on",
          "churned_on",
          "loyalty",
          "price_level",
          "coupon_sensitivity",
          "main_channel",
          "second_channel",
          "household",
          "joined_on",
          "left_crm_on");

  static final List<String> RECORD_COLUMNS =
      List.of("source", "entity", "record", "person_id", "first_dump_date");

  static final List<String> IDENTIFIER_COLUMNS =
      List.of("namespace", "value", "person_id", "use", "first_on", "last_on");

  static final List<String> ORDER_COLUMNS =
      List.of(
          "order_id",
          "person_id",
          "channel",
          "ordered_at",
          "status",
          "paid_amount",
          "refunded_amount",
          "lines",
          "anonymous");

  static final List<String> MESS_COLUMNS =
      List.of("kind", "source", "entity", "record", "dump_date");

  private Truth() {}

  static String person(Person person, PurchasePlan plan) {
    List<LocalDate> days = plan.days();
    return Csv.line(
        person.id(),
        lower(person.cluster()),
        person.buys() && !days.isEmpty() ? person.entryOn() : null,
        person.buys() && !days.isEmpty() ? person.entryGroup() : null,
        days.size(),
        days.size() > 1 ? days.get(1) : null,
        plan.churnedOn().orElse(null),
        lower(person.loyalty()),
        decimals(person.priceLevel()),
        decimals(person.couponSensitivity()),
        person.mainChannel().canonical(),
        person.secondChannel().canonical(),
        lower(person.household()),
        person.joinedAt().map(at -> at.toLocalDate().toString()).orElse(null),
        person.leftCrmOn().map(LocalDate::toString).orElse(null));
  }

  /**
   * An order as of the last night.
   *
   * @param refunded cents given back by then
   */
  static String order(Person person, Order order, Buyer buyer, long refunded) {
    return Csv.line(
        order.orderId(),
        person.id(),
        order.channel().canonical(),
        order.placedAt().format(Moments.DATABASE),
        order.status().canonical(),
        Money.yuan(order.paid()),
        Money.yuan(refunded),
        order.lines().size(),
        buyer.isAnonymous());
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String decimals(double value) {
    return Optional.of(Math.round(value * 1000))
        .map(thousandths -> java.math.BigDecimal.valueOf(thousandths, 3).toPlainString())
        .orElseThrow();
  }
}
