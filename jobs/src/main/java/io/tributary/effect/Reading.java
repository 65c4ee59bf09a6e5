package io.tributary.effect;

import io.tributary.statistics.Certainty;
import io.tributary.statistics.Moments;
import io.tributary.statistics.SampleRatio;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.time.LocalDate;
import java.util.Map;

/**
 * Whether a window of a campaign may be read tonight.
 *
 * @param assignedRatio the probability that chance alone made arms of these sizes, of all who were
 *     assigned
 * @param analysedRatio the same of those of them who are analysed: the others had no identifier
 *     that was known
 */
record Reading(Status status, Double assignedRatio, Double analysedRatio, Certainty certainty) {

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
   */
  static Reading of(
      Campaign campaign,
      Window window,
      Map<String, Long> assigned,
      CampaignCounts counts,
      LocalDate date) {
    Map<String, Moments> analysed = counts.byArm(campaign.name(), window, cell -> true);
    Double assignedRatio = ratio(campaign, assigned);
    Double analysedRatio =
        ratio(
            campaign,
            analysed.entrySet().stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().people())));
    Certainty certainty =
        campaign.plannedPeople().map(Certainty::always).orElseGet(Certainty::once);
    Status status =
        SampleRatio.alarms(assignedRatio, analysedRatio)
            ? Status.WITHHELD
            : status(campaign, window, counts, date);
    return new Reading(status, assignedRatio, analysedRatio, certainty);
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

  private static Double ratio(Campaign campaign, Map<String, Long> people) {
    long[] counts =
        campaign.arms().stream().mapToLong(a -> people.getOrDefault(a.name(), 0L)).toArray();
    double[] shares =
        campaign.arms().stream().map(Arm::share).mapToDouble(s -> s.doubleValue()).toArray();
    return SampleRatio.p(counts, shares);
  }

  /** Whether differences between arms are shown. */
  boolean isShown() {
    return status == Status.FINAL || status == Status.RUNNING;
  }
}
