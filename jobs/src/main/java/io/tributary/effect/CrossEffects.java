package io.tributary.effect;

import io.tributary.effect.RegionWeeks.Series;
import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.statistics.Distributions;
import io.tributary.statistics.WelchInterval;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of {@code channel_cross_effect}: what goes on between online and offline, region by
 * region.
 *
 * <p>Only where some regions were left out of a campaign is there something like a control: the
 * change of the others' sales is what would have happened anyway ({@code
 * difference_in_differences}). Everywhere else it is a {@code correlation}, and no cause: a cold
 * week sells boots everywhere, a new store is advertised where it opens.
 */
final class CrossEffects {
  static final String TABLE = "channel_cross_effect";

  /** Fewer say nothing. */
  private static final int LEAST_REGIONS = 3;

  private static final int LEAST_WEEKS_BEFORE = 4;

  private final RegionWeeks panel;
  private final LocalDate date;
  private final TableRows rows;

  private CrossEffects(RegionWeeks panel, LocalDate date) {
    this.panel = panel;
    this.date = date;
    rows = new TableRows(Contracts.table(TABLE), date);
  }

  /** The rows: what goes together, then the campaigns that were run in some regions only. */
  static TableRows of(RegionWeeks panel, List<Campaign> campaigns, LocalDate date) {
    CrossEffects effects = new CrossEffects(panel, date);
    effects.addCorrelation(Series.ONLINE_NET, Series.OFFLINE_NET);
    effects.addCorrelation(Series.TOUCHES, Series.OFFLINE_NET);
    effects.addCorrelation(Series.TOUCHES, Series.ONLINE_NET);
    for (Campaign campaign : campaigns) {
      if (!campaign.regions().isEmpty()) {
        effects.addDifference(campaign, Series.ONLINE_NET);
        effects.addDifference(campaign, Series.OFFLINE_NET);
      }
    }
    return effects.rows;
  }

  /**
   * Warnings about campaigns' regions that no customers are in: a region that is written otherwise
   * than customers have it would be compared as if it was left out.
   *
   * @param known regions with customers
   */
  static List<String> unknownRegions(List<String> known, List<Campaign> campaigns) {
    List<String> warnings = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      List<String> unknown = new ArrayList<>(campaign.regions());
      unknown.removeAll(known);
      if (!unknown.isEmpty()) {
        warnings.add(
            "campaign %s: no customers, or too few, have the province %s; `regions` are compared by customers' provinces, and these are: %s"
                .formatted(
                    campaign.name(),
                    String.join(", ", unknown),
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
    return warnings;
  }

  private void addCorrelation(Series driver, Series outcome) {
    int regions = panel.regions().size();
    if (regions < LEAST_REGIONS) {
      return;
    }
    RegionPanel one = panel.panel(driver);
    RegionPanel other = panel.panel(outcome);
    double correlation = one.correlation(other);
    if (Double.isNaN(correlation)) {
      return;
    }
    double reach = Distributions.Z_95 * one.errorOfCorrelation(other);
    rows.next()
        .set("method", "correlation")
        .set("driver", driver.text())
        .set("outcome", outcome.text())
        .set("regions", (long) regions)
        .set("weeks", (long) RegionWeeks.WEEKS)
        .set("estimate", correlation)
        .set("low", Double.isNaN(reach) ? null : Double.valueOf(Math.max(-1, correlation - reach)))
        .set("high", Double.isNaN(reach) ? null : Double.valueOf(Math.min(1, correlation + reach)))
        .add();
  }

  /** By how much more sales per customer and week changed where the campaign was run. */
  private void addDifference(Campaign campaign, Series outcome) {
    LocalDate from = campaign.from().orElseThrow();
    int weeksAgo = (int) Math.floorDiv(ChronoUnit.DAYS.between(from, date), 7L);
    // The week in which it began is neither before nor after.
    int began = RegionWeeks.WEEKS - 1 - weeksAgo;
    int weeks = Math.max(1, campaign.windowDays().get(Window.CONVERSION) / 7);
    boolean isOver = weeksAgo >= weeks;
    int[] in = places(campaign, true);
    int[] out = places(campaign, false);
    if (!isOver
        || began < LEAST_WEEKS_BEFORE
        || in.length < LEAST_REGIONS
        || out.length < LEAST_REGIONS) {
      return;
    }
    RegionPanel sales = panel.panel(outcome);
    double[] before = sales.means(0, began);
    double[] after = sales.means(began + 1, began + 1 + weeks);
    WelchInterval interval =
        WelchInterval.of(changes(in, before, after), changes(out, before, after));
    rows.next()
        .set("method", "difference_in_differences")
        .set("driver", campaign.name())
        .set("outcome", outcome.text())
        .set("regions", (long) in.length)
        .set("regions_against", (long) out.length)
        .set("weeks", (long) weeks)
        .set("estimate", interval.difference())
        .set("low", interval.low())
        .set("high", interval.high())
        .add();
  }

  private int[] places(Campaign campaign, boolean isIn) {
    return IntStream.range(0, panel.regions().size())
        .filter(r -> campaign.regions().contains(panel.regions().get(r)) == isIn)
        .toArray();
  }

  private static double[] changes(int[] regions, double[] before, double[] after) {
    return IntStream.of(regions).mapToDouble(r -> after[r] - before[r]).toArray();
  }
}
