package io.tributary.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On which days a person buys: the entry day, then gaps drawn from the timing of the entry group,
 * until they leave.
 *
 * @param days ascending, each once, up to the last night
 * @param churnedOn the last purchase day of a person who never comes back; empty where the history
 *     ends before that is decided
 */
record PurchasePlan(List<LocalDate> days, Optional<LocalDate> churnedOn) {
  /** Of those who do not follow their rhythm, the share who come back after a long silence. */
  private static final double WON_BACK = 0.15;

  private static final int MOST_DAYS = 150;

  static PurchasePlan of(Person person, Nights nights, Draw draw) {
    List<LocalDate> days = new ArrayList<>();
    if (!person.buys()) {
      return new PurchasePlan(days, Optional.empty());
    }
    RepurchaseTiming timing = RepurchaseTiming.of(person.entryGroup());
    boolean once = person.household() == Person.Household.NUMBER_FIRST_OWNER;
    LocalDate day = person.entryOn();
    while (!day.isAfter(nights.last()) && days.size() < MOST_DAYS) {
      days.add(day);
      if (!once && draw.chance(person.loyalty().returns())) {
        day = day.plusDays(timing.drawDays(draw));
      } else if (!once && draw.chance(WON_BACK)) {
        day = day.plusDays(draw.between(150, 420));
      } else {
        return new PurchasePlan(days, Optional.of(day));
      }
    }
    return new PurchasePlan(days, Optional.empty());
  }
}
