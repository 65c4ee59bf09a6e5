package io.tributary.workspace;

import java.util.List;
import java.util.Optional;

/**
 * A series of messages that begins on a day of a person's own, the anchor.
 *
 * @param definedIn the file, below the workspace
 * @param where SQL over the columns of {@code customers}, on the night on which somebody enters;
 *     empty: everybody
 * @param oncePerDays how many days after one anchor the next one counts; empty: one in a lifetime
 * @param enterWithinDays how old an anchor may be when somebody enters by it
 * @param catchUpDays how many days after its own a step may still be done; 0: a step whose night
 *     was missed is skipped
 */
public record Journey(
    String name,
    String definedIn,
    Anchor anchor,
    Optional<String> where,
    Exit exit,
    Optional<Integer> oncePerDays,
    int enterWithinDays,
    int catchUpDays,
    List<JourneyStep> steps) {

  /** What gives a person their day. */
  public enum Kind {
    JOINED,
    FIRST_PURCHASE,
    LAST_PURCHASE,
    BIRTHDAY,
    ANNIVERSARY,
    LIFECYCLE,
    STAGE,
    EVENT,
    UNPAID_ORDER;

    /** Whether it is written with what it is about, as {@code {lifecycle: dormant}} is. */
    boolean isKeyed() {
      return this == LIFECYCLE || this == STAGE || this == EVENT;
    }

    /** Whether it comes again every year, and is known before. */
    public boolean isYearly() {
      return this == BIRTHDAY || this == ANNIVERSARY;
    }

    /** Whether the day is that of a purchase, so that only later ones come after it. */
    public boolean isPurchase() {
      return this == FIRST_PURCHASE || this == LAST_PURCHASE;
    }
  }

  /**
   * The anchor.
   *
   * @param groups the lifecycle groups or stages that somebody comes into
   * @param condition SQL over an event
   */
  public record Anchor(Kind kind, List<String> groups, Optional<String> condition) {}

  /**
   * What ends a journey before its last step: any of these.
   *
   * @param where SQL over the columns of {@code customers}
   * @param bought whether they bought since the anchor
   * @param responded whether they responded to the journey since
   */
  public record Exit(Optional<String> where, boolean bought, boolean responded) {}

  /** How many days before the anchor the first step lies; 0 where none does. */
  public int leadDays() {
    return steps.stream().flatMap(s -> s.day().stream()).mapToInt(d -> -d).reduce(0, Math::max);
  }

  /** Whether anything asks if people responded. */
  public boolean asksForResponses() {
    return exit.responded() || steps.stream().anyMatch(s -> s.responded().isPresent());
  }
}
