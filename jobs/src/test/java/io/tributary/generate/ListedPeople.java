package io.tributary.generate;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Who stands on the list of a planted campaign, and what became of them: from their plans alone,
 * without a dump.
 */
public final class ListedPeople {
  /**
   * Somebody on the list.
   *
   * @param cluster their taste, as the truth names it
   * @param hasBought whether they bought in the days after the assignment
   * @param canBeMoved whether only the campaign could make them do so: a customer who would not
   *     have bought without it
   */
  public record Listed(String arm, String cluster, boolean hasBought, boolean canBeMoved) {}

  private final World world;
  private final PlantedCampaign campaign;
  private final int days;

  private ListedPeople(World world, PlantedCampaign campaign, int days) {
    this.world = world;
    this.campaign = campaign;
    this.days = days;
  }

  /** The people on a campaign's list, with what they bought in so many days. */
  public static List<Listed> of(GenerateOptions options, String campaign, int days) {
    World world = World.of(options);
    PlantedCampaign planted = PlantedCampaign.valueOf(campaign.toUpperCase(Locale.ROOT));
    ListedPeople list = new ListedPeople(world, planted, days);
    People people = new People(world);
    return LongStream.range(0, options.customers())
        .mapToObj(people::person)
        .flatMap(list::listed)
        .toList();
  }

  private Stream<Listed> listed(Person person) {
    Draw draw = Draw.of(world.seed(), "life", person.id());
    Outbox outbox = new Outbox(person.id(), world.nights(), draw.fork("delivery"));
    campaign.list(world, person, outbox);
    if (outbox.sent().isEmpty()) {
      return Stream.empty();
    }
    PurchasePlan usual = PurchasePlan.of(person, world.nights(), draw.fork("plan"));
    LocalDate assignedOn = campaign.assignedOn(world.nights());
    boolean isCustomer = usual.days().stream().anyMatch(day -> !day.isAfter(assignedOn));
    return Stream.of(
        new Listed(
            campaign.arm(world, person).orElseThrow(),
            Truth.lower(person.cluster()),
            isBought(PlantedCampaign.moved(usual, person, world)),
            isCustomer && !isBought(usual)));
  }

  private boolean isBought(PurchasePlan plan) {
    LocalDate assignedOn = campaign.assignedOn(world.nights());
    return plan.days().stream()
        .anyMatch(day -> day.isAfter(assignedOn) && !day.isAfter(assignedOn.plusDays(days)));
  }
}
