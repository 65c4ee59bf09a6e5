package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BusyNightsTest {
  private static final int PEOPLE = 20_000;

  @Test
  void eachNightBringsTheAskedShareOfAllPurchasesBefore() {
    World quiet = world(0);
    World busy = world(0.01);
    LocalDate night = quiet.nights().date(3);
    long usual = plans(quiet).stream().filter(plan -> plan.days().contains(night)).count();
    long more = plans(busy).stream().filter(plan -> plan.days().contains(night)).count();
    long before =
        plans(busy).stream()
            .mapToLong(plan -> plan.days().stream().filter(night::isAfter).count())
            .sum();
    assertThat((double) (more - usual) / before).isCloseTo(0.01, within(0.001));
  }

  @Test
  void withoutThemEverybodyBuysAsBefore() {
    World quiet = world(0);
    Person person = new People(quiet).person(17);
    PurchasePlan plan = planOf(person, quiet);
    assertThat(BusyNights.more(plan, person, quiet)).isSameAs(plan);
  }

  private static World world(double nightOrders) {
    return World.of(
        new GenerateOptions(
            PEOPLE, 6, 7, "unused", GenerateOptions.DEFAULT_LAST_NIGHT, nightOrders));
  }

  private static List<PurchasePlan> plans(World world) {
    People people = new People(world);
    return LongStream.range(0, PEOPLE)
        .mapToObj(people::person)
        .map(person -> BusyNights.more(planOf(person, world), person, world))
        .toList();
  }

  private static PurchasePlan planOf(Person person, World world) {
    Draw draw = Draw.of(world.seed(), "life", person.id()).fork("plan");
    return PurchasePlan.of(person, world.nights(), draw);
  }
}
