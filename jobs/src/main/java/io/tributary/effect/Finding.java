package io.tributary.effect;

import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;

/**
 * A row of {@code campaign_effect} in the making.
 *
 * @param contrast null where an arm has nobody yet
 * @param others the same of all other levels of the dimension; null if this is no subgroup
 */
record Finding(
    Campaign campaign,
    Window window,
    Reading reading,
    String arm,
    String against,
    Measure measure,
    Role role,
    String dimension,
    String level,
    Contrast contrast,
    Contrast others) {

  /** What a finding is for. */
  enum Role {
    /** The one that decides. */
    PRIMARY,
    /** Beside it; estimated, not tested. */
    SECONDARY,
    /** Watched for harm. */
    GUARDRAIL,
    /** The primary one among some of the people. */
    SUBGROUP;

    /** The name in tables. */
    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Whether the difference may be told. */
  boolean isShown() {
    return reading.isShown() && contrast != null && !contrast.isTooSmall();
  }

  /** The p-value; null where nothing is tested: of secondary findings and guardrails, never. */
  Double p() {
    boolean isTested = role == Role.PRIMARY || role == Role.SUBGROUP;
    return isShown() && isTested ? contrast.p() : null;
  }

  /** Of a subgroup: the p-value of its effect being that of the others. */
  Double pOfDiffering() {
    return isShown() && others != null && !others.isTooSmall()
        ? contrast.pOfDifferenceTo(others)
        : null;
  }

  /** What else is to be said. */
  String note() {
    if (contrast == null || contrast.isTooSmall()) {
      return "too_few";
    }
    if (!isShown() || role != Role.GUARDRAIL) {
      return null;
    }
    boolean isWorse = measure.isHarm() ? contrast.low() > 0 : contrast.high() < 0;
    return isWorse ? "harm" : null;
  }
}
