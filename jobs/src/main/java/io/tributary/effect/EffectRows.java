package io.tributary.effect;

import io.tributary.effect.Finding.Role;
import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.statistics.BenjaminiHochberg;
import io.tributary.statistics.Moments;
import io.tributary.workspace.Campaign.Variant;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The rows of {@code campaign_effect}. Two kinds of families are corrected for many comparisons:
 * the primary findings of all campaigns of the night together, and the subgroups of each campaign.
 */
final class EffectRows {
  static final String TABLE = "campaign_effect";

  private final CampaignCounts counts;
  private final TableRows rows;

  private EffectRows(CampaignCounts counts, LocalDate date) {
    this.counts = counts;
    rows = new TableRows(Contracts.table(TABLE), date);
  }

  /** The rows of all findings. */
  static TableRows of(List<Finding> findings, CampaignCounts counts, LocalDate date) {
    EffectRows effects = new EffectRows(counts, date);
    Map<String, List<Finding>> families = new TreeMap<>();
    for (Finding finding : findings) {
      String family =
          finding.role() == Role.SUBGROUP ? "campaign " + finding.campaign().name() : "all";
      families.computeIfAbsent(family, f -> new ArrayList<>()).add(finding);
    }
    families.values().forEach(effects::addFamily);
    return effects.rows;
  }

  private void addFamily(List<Finding> family) {
    List<Double> q = adjusted(family, Finding::p);
    List<Double> qOfDiffering = adjusted(family, Finding::pOfDiffering);
    for (int i = 0; i < family.size(); i++) {
      add(family.get(i), q.get(i), qOfDiffering.get(i));
    }
  }

  private static List<Double> adjusted(List<Finding> family, Function<Finding, Double> p) {
    // toList() of a stream takes the nulls that stand for no test.
    return BenjaminiHochberg.adjust(family.stream().map(p).toList());
  }

  private void add(Finding finding, Double q, Double qOfDiffering) {
    Reading reading = finding.reading();
    Contrast contrast = finding.contrast();
    TableRows.Cells cells =
        rows.next()
            .set("campaign", finding.campaign().name())
            .set("arm", finding.arm())
            .set("against", finding.against())
            .set("window", finding.window().text())
            .set("metric", finding.measure().metric())
            .set("variant", finding.measure().variant().name().toLowerCase(Locale.ROOT))
            .set("role", finding.role().text())
            .set("dimension", finding.dimension())
            .set("level", finding.level())
            .set("status", reading.status().text())
            .set("people", contrast == null ? 0 : contrast.arm().people())
            .set("people_against", contrast == null ? 0 : contrast.against().people())
            .set("final_on", reading.finalOn().map(Date::valueOf).orElse(null))
            .set("planned_share", reading.assigned().plannedShare(finding.arm()))
            .set("assigned_share", reading.assigned().share(finding.arm()))
            .set("analysed_share", reading.analysed().share(finding.arm()))
            .set("ratio_p_assigned", reading.assigned().p())
            .set("ratio_p_analysed", reading.analysed().p())
            .set("note", finding.note());
    addShares(cells, finding);
    if (finding.isShown()) {
      addEffect(cells, contrast);
      cells
          .set("p", finding.p())
          .set("q", q)
          .set("p_differs", finding.pOfDiffering())
          .set("q_differs", qOfDiffering);
    }
    cells.add();
  }

  private static void addEffect(TableRows.Cells cells, Contrast contrast) {
    cells
        .set("mean", contrast.arm().mean())
        .set("mean_against", contrast.against().mean())
        .set("difference", contrast.difference())
        .set("difference_low", contrast.low())
        .set("difference_high", contrast.high())
        .set("lift", contrast.lift())
        .set("lift_low", contrast.liftLow())
        .set("lift_high", contrast.liftHigh());
  }

  /** Of all orders of today's customers, those that count; once per pair of arms. */
  private void addShares(TableRows.Cells cells, Finding finding) {
    boolean isFirst =
        finding.role() != Role.SUBGROUP
            && finding.measure().metric().equals("orders")
            && finding.measure().variant() == Variant.PLAIN;
    if (isFirst) {
      Map<String, Moments> arms =
          counts.byArm(
              finding.campaign().name(), finding.window(), c -> c.state().equals(Cell.SETTLED));
      cells
          .set("known_orders_share", share(arms.get(finding.arm())))
          .set("known_orders_share_against", share(arms.get(finding.against())));
    }
  }

  private static Double share(Moments arm) {
    if (arm == null) {
      return null;
    }
    double known = arm.sum(Variable.ORDERS.ordinal());
    return TableRows.quotient(known, known + arm.sum(Variable.LATER_KNOWN_ORDERS.ordinal()));
  }
}
