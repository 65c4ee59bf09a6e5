package io.tributary.effect;

import io.tributary.statistics.Certainty;
import io.tributary.statistics.SampleRatio;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a window of a campaign may be read tonight.
 *
 * @param finalOn the day on which it is final at the latest; empty if people are assigned for ever
 * @param assigned the arms of all who were assigned
 * @param analysed of those of them who are analysed: the others had no identifier that was known
 */
record Reading(
    Status status,
    Optional<LocalDate> finalOn,
    ArmSizes assigned,
    ArmSizes analysed,
    Certainty certainty) {

  /** How far it is. */
  enum Status {
    /** Assignment goes on, or some windows have not ended. */
    IMMATURE,
    /** All windows have ended; what was bought may still be returned. */
    UNSETTLED,
    /** Read once, and stays. */
    FINAL,
    /** Read night after night, more people to come. */
    RUNNING,
    /** Something other than chance decided who is in which arm. */
    WITHHELD;

    /** The name in tables. */
    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The reading of a window.
   *
   * @param assigned people by arm as they were assigned, known or not
   * @param settleDays how long after the window returns count
   */
  static Reading of(
      Campaign campaign,
      Window window,
      Map<String, Long> assigned,
      CampaignCounts counts,
      int settleDays,
      LocalDate date) {
    Map<String, Long> analysed = new TreeMap<>();
    counts
        .byArm(campaign.name(), window, cell -> true)
        .forEach((arm, moments) -> analysed.put(arm, moments.people()));
    ArmSizes ofAssigned = new ArmSizes(campaign.arms(), assigned);
    ArmSizes ofAnalysed = new ArmSizes(campaign.arms(), analysed);
    return new Reading(
        SampleRatio.alarms(ofAssigned.p(), ofAnalysed.p())
            ? Status.WITHHELD
            : status(campaign, window, counts, date),
        campaign.until().map(u -> u.plusDays(campaign.windowDays().get(window) + settleDays)),
        ofAssigned,
        ofAnalysed,
        campaign.plannedPeople().map(Certainty::always).orElseGet(Certainty::once));
  }

  private static Status status(
      Campaign campaign, Window window, CampaignCounts counts, LocalDate date) {
    boolean isAssigning = campaign.until().map(date::isBefore).orElse(true);
    long all = counts.people(campaign.name(), window, cell -> true);
    long open = counts.people(campaign.name(), window, cell -> cell.state().equals(Cell.OPEN));
    long settled =
        counts.people(campaign.name(), window, cell -> cell.state().equals(Cell.SETTLED));
    boolean isComplete = !isAssigning && settled == all;
    if (campaign.isReadAlways()) {
      return isComplete ? Status.FINAL : settled == 0 ? Status.IMMATURE : Status.RUNNING;
    }
    if (isComplete && all > 0) {
      return Status.FINAL;
    }
    return isAssigning || open > 0 || all == 0 ? Status.IMMATURE : Status.UNSETTLED;
  }

  /** Whether differences between arms are shown. */
  boolean isShown() {
    return status == Status.FINAL || status == Status.RUNNING;
  }
}
