package io.tributary.effect;

import io.tributary.effect.Finding.Role;
import io.tributary.statistics.MeanEstimate;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is found about one campaign: every measure, window and pair of arms; then its subgroups. */
final class Findings {
  private static final String ALL = "all";
  private static final Predicate<Cell> SETTLED = cell -> cell.state().equals(Cell.SETTLED);

  private final Campaign campaign;
  private final CampaignCounts counts;
  private final Map<Window, Reading> readings;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(Campaign campaign, CampaignCounts counts, Map<Window, Reading> readings) {
    this.campaign = campaign;
    this.counts = counts;
    this.readings = readings;
  }

  /** The findings, in a steady order. */
  static List<Finding> of(Campaign campaign, CampaignCounts counts, Map<Window, Reading> readings) {
    Findings all = new Findings(campaign, counts, readings);
    for (Window window : Window.values()) {
      for (Measure measure : Measure.of(campaign)) {
        all.addMain(window, measure);
      }
    }
    for (Measure measure : Measure.of(campaign)) {
      if (measure.isPrimaryOf(campaign)) {
        for (Cell.Dimension dimension : Cell.Dimension.values()) {
          all.addSubgroups(measure, dimension);
        }
      }
    }
    return all.findings;
  }

  private void addMain(Window window, Measure measure) {
    boolean isPrimary = window == campaign.primary().window() && measure.isPrimaryOf(campaign);
    Role role = measure.isGuardrail() ? Role.GUARDRAIL : isPrimary ? Role.PRIMARY : Role.SECONDARY;
    Map<String, MeanEstimate> means = measure.means(counts.byArm(campaign.name(), window, SETTLED));
    for (String against : references()) {
      for (String arm : treated(against)) {
        // Against a baseline it is the same question once more, and no second chance.
        boolean isMain = against.equals(Audience.CONTROL) || role != Role.PRIMARY;
        Contrast contrast = contrast(window, means, arm, against);
        findings.add(
            finding(
                window,
                measure,
                arm,
                against,
                isMain ? role : Role.SECONDARY,
                ALL,
                ALL,
                contrast,
                null));
      }
    }
  }

  private void addSubgroups(Measure measure, Cell.Dimension dimension) {
    Window window = campaign.primary().window();
    for (String level : counts.levels(campaign.name(), dimension)) {
      Predicate<Cell> isIn = cell -> cell.level(dimension).equals(level);
      Map<String, MeanEstimate> in =
          measure.means(counts.byArm(campaign.name(), window, SETTLED.and(isIn)));
      Map<String, MeanEstimate> out =
          measure.means(counts.byArm(campaign.name(), window, SETTLED.and(isIn.negate())));
      for (String arm : treated(Audience.CONTROL)) {
        findings.add(
            finding(
                window,
                measure,
                arm,
                Audience.CONTROL,
                Role.SUBGROUP,
                dimension.text(),
                level,
                contrast(window, in, arm, Audience.CONTROL),
                contrast(window, out, arm, Audience.CONTROL)));
      }
    }
  }

  private Finding finding(
      Window window,
      Measure measure,
      String arm,
      String against,
      Role role,
      String dimension,
      String level,
      Contrast contrast,
      Contrast others) {
    return new Finding(
        campaign,
        window,
        readings.get(window),
        arm,
        against,
        measure,
        role,
        dimension,
        level,
        contrast,
        others);
  }

  private Contrast contrast(
      Window window, Map<String, MeanEstimate> means, String arm, String against) {
    return means.containsKey(arm) && means.containsKey(against)
        ? new Contrast(means.get(arm), means.get(against), readings.get(window).certainty())
        : null;
  }

  /** What arms are compared with: control, and the baseline where there is one. */
  private List<String> references() {
    boolean hasBaseline = names().contains(Campaign.BASELINE);
    return hasBaseline ? List.of(Audience.CONTROL, Campaign.BASELINE) : List.of(Audience.CONTROL);
  }

  private List<String> treated(String against) {
    return names().stream()
        .filter(name -> !name.equals(against) && !name.equals(Audience.CONTROL))
        .toList();
  }

  private List<String> names() {
    return campaign.arms().stream().map(Arm::name).toList();
  }
}
