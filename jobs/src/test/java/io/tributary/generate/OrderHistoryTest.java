package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.generate.OrderHistory.Placed;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the planted rhythm rests on, in the orders of 3,000 people. */
class OrderHistoryTest {
  private static final int PEOPLE = 3_000;

  private final World world = World.of(new GenerateOptions(PEOPLE, 1, 7, "unused"));
  private final List<Life> lives = LongStream.range(0, PEOPLE).mapToObj(this::life).toList();

  private record Life(Person person, PurchasePlan plan, List<Placed> orders) {}

  @Test
  void everyPlannedDayHasAnOrderThatStaysAndLeadsToThePerson() {
    for (Life life : lives) {
      Set<LocalDate> days =
          life.orders.stream()
              .filter(placed -> placed.last().status().isPaid())
              .filter(placed -> !placed.buyer().isAnonymous())
              .filter(placed -> placed.refund().stream().noneMatch(r -> isAllOf(r, placed)))
              .map(placed -> placed.first().placedAt().toLocalDate())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(days)
          .as("person %d", life.person.id())
          .containsExactlyElementsOf(life.plan.days());
    }
  }

  @Test
  void besideThemAreOrdersThatFailOrAreGivenBackAndReceiptsOfNobody() {
    List<Placed> orders = lives.stream().flatMap(life -> life.orders.stream()).toList();
    assertThat(share(orders, placed -> !placed.last().status().isPaid())).isBetween(0.05, 0.12);
    assertThat(share(orders, placed -> placed.buyer().isAnonymous())).isBetween(0.07, 0.13);
    assertThat(share(orders, p -> p.refund().stream().anyMatch(r -> isAllOf(r, p))))
        .isBetween(0.03, 0.08);
  }

  @Test
  void whoNeverJoinsIsAtOneMarketplaceOrAtNone() {
    for (Life life : lives) {
      Set<Channel> channels =
          life.orders.stream()
              .filter(placed -> !placed.buyer().isAnonymous())
              .map(placed -> placed.first().channel())
              .collect(Collectors.toSet());
      if (life.person.joinedAt().isEmpty() && channels.stream().anyMatch(Channel::isMarketplace)) {
        assertThat(channels).containsExactly(life.person.mainChannel());
      }
    }
    assertThat(lives).anyMatch(life -> new TreeSet<>(channelsOf(life)).size() > 3);
  }

  private static List<Channel> channelsOf(Life life) {
    return life.orders.stream().map(placed -> placed.first().channel()).toList();
  }

  private static double share(List<Placed> orders, Predicate<Placed> which) {
    return orders.stream().filter(which).count() / (double) orders.size();
  }

  private static boolean isAllOf(Refund refund, Placed placed) {
    return refund.amount() >= placed.last().goods();
  }

  private Life life(long id) {
    Draw draw = Draw.of(world.seed(), "life", id);
    Person person = new People(world).person(id);
    Contacts contacts = new Contacts(person, world, draw.fork("contacts"));
    PurchasePlan plan = PurchasePlan.of(person, world.nights(), draw.fork("plan"));
    return new Life(
        person, plan, OrderHistory.of(person, plan, contacts, world, draw.fork("orders")));
  }
}
