package io.tributary.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Campaigns that another tool ran, whose lists lie in the workspace: of the members of the day,
 * half are control. Of those treated, some buy once more within three weeks; how many goes by what
 * they like, and some tastes are not moved at all.
 */
enum PlantedCampaign {
  /** Read by the last night: its windows have ended, and returns have come in. */
  SUMMER_NEWS(60, 1, 0),
  /** Too young to be read. */
  JUNE_POINTS(10, 0.6, 0),
  /** Nobody is moved by it; and of its control group, a part was lost on the way. */
  MAY_REMINDER(75, 0, 0.35);

  static final List<String> LIST_COLUMNS = List.of("member_id", "arm", "assigned_on");

  /** Days from the assignment to the last purchase that it brings. */
  private static final int MOVES_WITHIN = 21;

  private static final double CONTROL = 0.5;

  private final int daysBeforeLastNight;
  private final double strength;
  private final double controlLost;

  PlantedCampaign(int daysBeforeLastNight, double strength, double controlLost) {
    this.daysBeforeLastNight = daysBeforeLastNight;
    this.strength = strength;
    this.controlLost = controlLost;
  }

  /** The name of its file. */
  String campaign() {
    return name().toLowerCase(Locale.ROOT);
  }

  LocalDate assignedOn(Nights nights) {
    return nights.last().minusDays(daysBeforeLastNight);
  }

  /** The list in which its people stand. */
  Dump list() {
    return Dump.valueOf("LIST_" + name());
  }

  /** The probability that a treated person of a taste buys once more. */
  double moved(PreferenceCluster cluster) {
    return strength
        * switch (cluster) {
          case LADIES -> 0.35;
          case SPORT -> 0.25;
          case STREET, PARENTS -> 0.15;
          case BUSINESS, WINTER -> 0;
        };
  }

  private Draw draw(World world, Person person) {
    return Draw.of(world.seed(), name(), person.id());
  }

  private boolean isAssigned(World world, Person person) {
    return person.isMemberAt(assignedOn(world.nights()).atStartOfDay());
  }

  /** The arm of a person; empty if they were no member then. */
  Optional<String> arm(World world, Person person) {
    return Optional.of(draw(world, person).fork("arm").chance(CONTROL) ? "control" : "treatment")
        .filter(arm -> isAssigned(world, person));
  }

  boolean isTreated(World world, Person person) {
    return arm(world, person).filter("treatment"::equals).isPresent();
  }

  /** Puts the person on its list, if they are in it and were not lost. */
  void list(World world, Person person, Outbox outbox) {
    boolean isLost = draw(world, person).fork("lost").chance(controlLost);
    arm(world, person)
        .filter(arm -> !(isLost && arm.equals("control")))
        .ifPresent(
            arm ->
                outbox.tell(
                    list(),
                    Csv.line(
                        world.numbers().memberNo(person.id()), arm, assignedOn(world.nights()))));
  }

  /** A plan with the purchases that campaigns brought, up to the last night. */
  static PurchasePlan moved(PurchasePlan plan, Person person, World world) {
    List<LocalDate> days = new ArrayList<>(plan.days());
    for (PlantedCampaign campaign : values()) {
      Draw draw = campaign.draw(world, person).fork("move");
      LocalDate assignedOn = campaign.assignedOn(world.nights());
      LocalDate day = assignedOn.plusDays(draw.between(1, MOVES_WITHIN));
      boolean isCustomer = !days.isEmpty() && !days.get(0).isAfter(assignedOn);
      if (campaign.isTreated(world, person)
          && draw.chance(campaign.moved(person.cluster()))
          && isCustomer
          && !days.contains(day)
          && !day.isAfter(world.nights().last())) {
        days.add(day);
      }
    }
    days.sort(null);
    LocalDate last = days.isEmpty() ? null : days.get(days.size() - 1);
    return new PurchasePlan(days, plan.churnedOn().map(day -> last));
  }
}
