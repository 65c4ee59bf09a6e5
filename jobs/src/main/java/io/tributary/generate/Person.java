package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One real person: what only the truth knows.
 *
 * @param buys false: looks, follows or joins, but never buys
 * @param entryOn day of the first purchase; of those who never buy: of the first visit
 * @param entryGroup category group (l1) of the first purchase, which sets the timing
 * @param priceLevel 0 (cheapest of everything) to 1 (dearest)
 * @param couponSensitivity probability that a purchase uses a coupon or waits for a discount
 * @param joinedAt since when a member; empty: never
 * @param leftCrmOn first date on which the CRM does not have the member any more
 */
record Person(
    long id,
    String name,
    Gender gender,
    Optional<LocalDate> birthday,
    City city,
    Household household,
    PreferenceCluster cluster,
    Loyalty loyalty,
    double priceLevel,
    double couponSensitivity,
    Channel mainChannel,
    Channel secondChannel,
    boolean buys,
    LocalDate entryOn,
    String entryGroup,
    Optional<LocalDateTime> joinedAt,
    Optional<LocalDate> leftCrmOn) {

  /** As the CRM knows it. */
  enum Gender {
    FEMALE,
    MALE,
    UNKNOWN
  }

  /** What a person shares with a neighbour in the numbering. */
  enum Household {
    /** Nothing. */
    ALONE,
    /** Their phone also stands on a family member's account. */
    FAMILY_PHONE_OWNER,
    /** Uses the family's phone. */
    FAMILY_PHONE_USER,
    /** Bought once long ago, then gave their number back. */
    NUMBER_FIRST_OWNER,
    /** Got that number, years later. */
    NUMBER_SECOND_OWNER
  }

  /** How likely people come back after a purchase. */
  enum Loyalty {
    PASSING(0.42, 0.18),
    REGULAR(0.40, 0.62),
    LOYAL(0.18, 0.86);

    private final double share;
    private final double returns;

    Loyalty(double share, double returns) {
      this.share = share;
      this.returns = returns;
    }

    /** Share of the people. */
    double share() {
      return share;
    }

    /** Probability, after each purchase day, that the usual rhythm brings another. */
    double returns() {
      return returns;
    }

    static Loyalty draw(Draw draw) {
      return values()[draw.weighted(PASSING.share, REGULAR.share, LOYAL.share)];
    }
  }

  boolean isMemberAt(LocalDateTime moment) {
    return joinedAt.isPresent() && !moment.isBefore(joinedAt.get());
  }
}
