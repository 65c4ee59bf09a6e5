package io.tributary.generate;

import io.tributary.generate.Person.Gender;
import io.tributary.generate.Person.Household;
import io.tributary.generate.Person.Loyalty;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Draws people: each a pure function of the seed and the person's number. */
final class People {
  /** Neighbours in the numbering that may form a household; the first two of a block do. */
  private static final int BLOCK = 4;

  private static final double FAMILIES = 0.18;
  private static final double RECYCLED_NUMBERS = 0.08;
  private static final double NEVER_BUYS = 0.12;

  /**
   * People whom an anniversary campaign brings in the last nights: about so many, within bounds, so
   * that the nights of a small retailer have something to tell and those of a large one stay small.
   */
  private static final double CAMPAIGN_NEWCOMERS = 60;

  private static final double LEAST_FROM_CAMPAIGN = 0.005;
  private static final double MOST_FROM_CAMPAIGN = 0.14;

  /** Days after the opening within which a number that is recycled later was last used. */
  private static final int EARLY_DAYS = 15;

  /** Days before the last night within which a recycled number's second owner appears. */
  private static final int LATE_DAYS = 25;

  private static final List<String> SURNAMES =
      List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "欧阳", "郭", "林");
  private static final List<String> FEMALE_NAMES =
      List.of("芳", "娜", "敏", "静", "丽", "艳", "雨桐", "欣怡", "梓涵", "思琪", "佳怡", "雪");
  private static final List<String> MALE_NAMES =
      List.of("伟", "强", "磊", "洋", "勇", "军", "浩然", "子轩", "宇航", "俊杰", "明", "涛");

  private final long seed;
  private final Nights nights;
  private final double campaignShare;

  People(World world) {
    this.seed = world.seed();
    this.nights = world.nights();
    this.campaignShare =
        Math.max(
            LEAST_FROM_CAMPAIGN,
            Math.min(MOST_FROM_CAMPAIGN, CAMPAIGN_NEWCOMERS / world.customers()));
  }

  Person person(long id) {
    Draw draw = Draw.of(seed, "person", id);
    Household household = household(id);
    boolean firstOwner = household == Household.NUMBER_FIRST_OWNER;
    boolean secondOwner = household == Household.NUMBER_SECOND_OWNER;
    boolean buys = !draw.fork("buys").chance(NEVER_BUYS) || firstOwner || secondOwner;
    LocalDate entryOn = entryOn(household, draw.fork("entry"));
    PreferenceCluster cluster = PreferenceCluster.draw(draw.fork("cluster"));
    // A recycled number must be typed to be seen: marketplaces would mask it.
    Draw habit = draw.fork("channel");
    Channel main = firstOwner || secondOwner ? Channel.WEB : Channel.draw(habit);
    Optional<LocalDateTime> joinedAt = joinedAt(household, buys, entryOn, draw.fork("join"));
    Draw traits = draw.fork("traits");
    Gender gender = gender(cluster, traits);
    return new Person(
        id,
        name(gender, traits),
        gender,
        birthday(cluster, traits),
        City.draw(cityDraw(id, household)),
        household,
        cluster,
        firstOwner ? Loyalty.PASSING : Loyalty.draw(traits),
        traits.uniform(),
        traits.uniform() * 0.8,
        main,
        Channel.draw(habit),
        buys,
        entryOn,
        Category.groupOf(cluster.drawClass(draw.fork("entry group"), Optional.empty())),
        joinedAt,
        leftCrmOn(joinedAt, draw.fork("leave")));
  }

  private Household household(long id) {
    double kind = Draw.of(seed, "household", id / BLOCK).uniform();
    int place = (int) (id % BLOCK);
    if (place > 1 || kind >= FAMILIES + RECYCLED_NUMBERS) {
      return Household.ALONE;
    }
    if (kind < FAMILIES) {
      return place == 0 ? Household.FAMILY_PHONE_OWNER : Household.FAMILY_PHONE_USER;
    }
    return place == 0 ? Household.NUMBER_FIRST_OWNER : Household.NUMBER_SECOND_OWNER;
  }

  private Draw cityDraw(long id, Household household) {
    boolean family =
        household == Household.FAMILY_PHONE_OWNER || household == Household.FAMILY_PHONE_USER;
    return family ? Draw.of(seed, "family city", id / BLOCK) : Draw.of(seed, "city", id);
  }

  private LocalDate entryOn(Household household, Draw draw) {
    int length = nights.lengthInDays();
    return switch (household) {
      case NUMBER_FIRST_OWNER -> nights.dayOfHistory(draw.between(0, EARLY_DAYS));
      case NUMBER_SECOND_OWNER -> nights.dayOfHistory(length - draw.between(0, LATE_DAYS));
      default -> {
        if (draw.chance(campaignShare)) {
          yield nights.dayOfHistory(length - draw.between(0, Math.max(2, nights.count() - 1)));
        }
        LocalDate day = nights.dayOfHistory(draw.between(0, length));
        yield draw.chance(0.15) ? Promotion.nearest(day, nights, draw) : day;
      }
    };
  }

  private Optional<LocalDateTime> joinedAt(
      Household household, boolean buys, LocalDate entryOn, Draw draw) {
    if (household == Household.NUMBER_FIRST_OWNER || !draw.chance(buys ? 0.68 : 0.45)) {
      return Optional.empty();
    }
    int days =
        switch (draw.weighted(0.55, 0.20, 0.25)) {
          case 0 -> 0;
          case 1 -> household == Household.NUMBER_SECOND_OWNER ? 0 : -draw.between(1, 40);
          default -> draw.between(1, 60);
        };
    LocalDate on = entryOn.plusDays(days);
    LocalDate day = on.isBefore(nights.opening()) ? nights.opening() : on;
    // Before shops open: who joins on the day of the first purchase does so before it.
    return Optional.of(draw.momentOn(day, 7, 9)).filter(at -> nights.nightOf(at) >= 0);
  }

  private Optional<LocalDate> leftCrmOn(Optional<LocalDateTime> joinedAt, Draw draw) {
    if (joinedAt.isEmpty() || nights.count() < 2 || !draw.chance(0.02)) {
      return Optional.empty();
    }
    LocalDate on = nights.date(draw.between(1, nights.count() - 1));
    return Optional.of(on).filter(date -> joinedAt.get().toLocalDate().isBefore(date.minusDays(1)));
  }

  private static Gender gender(PreferenceCluster cluster, Draw draw) {
    double women =
        switch (cluster) {
          case LADIES -> 0.92;
          case PARENTS -> 0.75;
          case BUSINESS -> 0.25;
          default -> 0.5;
        };
    if (draw.chance(0.08)) {
      return Gender.UNKNOWN;
    }
    return draw.chance(women) ? Gender.FEMALE : Gender.MALE;
  }

  private static String name(Gender gender, Draw draw) {
    boolean female = gender == Gender.FEMALE || gender == Gender.UNKNOWN && draw.chance(0.5);
    return draw.oneOf(SURNAMES) + draw.oneOf(female ? FEMALE_NAMES : MALE_NAMES);
  }

  private static Optional<LocalDate> birthday(PreferenceCluster cluster, Draw draw) {
    int middle =
        switch (cluster) {
          case STREET -> 2002;
          case SPORT -> 1996;
          case LADIES -> 1993;
          case PARENTS -> 1989;
          case BUSINESS -> 1984;
          case WINTER -> 1978;
        };
    LocalDate day = LocalDate.of(middle + draw.between(-8, 8), 1, 1).plusDays(draw.between(0, 364));
    return Optional.of(day).filter(d -> draw.chance(0.8));
  }
}
