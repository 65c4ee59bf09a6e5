package io.tributary.generate;

import io.tributary.generate.Person.Household;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * More trade in the nights after the first than comes by itself, which is about a fifth of a
 * hundredth of what there is. On each of these days everybody buys once more with a probability in
 * proportion to how often they have bought: so the night brings the asked share of all purchases so
 * far, and it comes from those who buy anyway.
 */
final class BusyNights {
  private BusyNights() {}

  /** A plan with the purchases of busy nights; the plan itself where none are asked for. */
  static PurchasePlan more(PurchasePlan plan, Person person, World world) {
    // The first owner of a recycled number is long gone.
    if (world.nightOrders() == 0 || person.household() == Household.NUMBER_FIRST_OWNER) {
      return plan;
    }
    Draw draw = Draw.of(world.seed(), "busy nights", person.id());
    TreeSet<LocalDate> days = new TreeSet<>(plan.days());
    for (int night = 1; night < world.nights().count(); night++) {
      LocalDate day = world.nights().date(night);
      int before = days.headSet(day).size();
      if (draw.fork(night).chance(before * world.nightOrders())) {
        days.add(day);
      }
    }
    List<LocalDate> all = new ArrayList<>(days);
    return new PurchasePlan(all, plan.churnedOn().map(day -> all.get(all.size() - 1)));
  }
}
