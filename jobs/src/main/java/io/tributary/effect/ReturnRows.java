package io.tributary.effect;

import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.statistics.Moments;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Audience.Arm;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The rows of {@code campaign_roi}: what each arm earned beyond control, before what the brand paid
 * of the campaign's coupons, against what it cost beyond control: its messages and the brand's
 * share of its coupons. Net is after coupons already; that share is added to it first, so that it
 * counts once.
 */
final class ReturnRows {
  static final String TABLE = "campaign_roi";

  private static final double UNIT = 0.01;

  private ReturnRows() {}

  /** The rows of campaigns; those that may not be read yet have no effect, only what was spent. */
  static TableRows of(
      List<Campaign> campaigns,
      CampaignCounts counts,
      Map<String, Map<Window, Reading>> readings,
      LocalDate date) {
    TableRows rows = new TableRows(Contracts.table(TABLE), date);
    for (Campaign campaign : campaigns) {
      Reading reading = readings.get(campaign.name()).get(Window.CONVERSION);
      Map<String, Moments> arms =
          counts.byArm(campaign.name(), Window.CONVERSION, c -> c.state().equals(Cell.SETTLED));
      Moments control = arms.get(Audience.CONTROL);
      for (Arm arm : campaign.arms()) {
        Moments treated = arms.get(arm.name());
        if (!arm.name().equals(Audience.CONTROL) && treated != null && control != null) {
          add(rows, campaign, arm.name(), reading, treated, control);
        }
      }
    }
    return rows;
  }

  private static void add(
      TableRows rows,
      Campaign campaign,
      String arm,
      Reading reading,
      Moments treated,
      Moments control) {
    double[] margin = Variable.NET.times(UNIT * campaign.money().margin().doubleValue());
    margin[Variable.COUPONS.ordinal()] = UNIT * campaign.money().margin().doubleValue();
    double[] cost = Variable.TOUCH_COST.times(UNIT);
    cost[Variable.COUPONS.ordinal()] = UNIT;
    ReturnOnCost result = ReturnOnCost.of(treated, control, margin, cost, reading.certainty());
    TableRows.Cells cells =
        rows.next()
            .set("campaign", campaign.name())
            .set("arm", arm)
            .set("status", reading.status().text())
            .set("people", treated.people())
            .money("touch_cost", Math.round(treated.sum(Variable.TOUCH_COST.ordinal())))
            .money("coupon_cost", Math.round(treated.sum(Variable.COUPONS.ordinal())))
            .money("credited_net", Math.round(treated.sum(Variable.CREDITED_NET.ordinal())));
    if (reading.isShown()
        && Math.min(treated.people(), control.people()) >= Contrast.LEAST_PEOPLE) {
      cells
          .set("incremental_margin", result.margin())
          .set("incremental_margin_low", result.marginLow())
          .set("incremental_margin_high", result.marginHigh())
          .set("incremental_cost", result.cost())
          .set("roi", result.roi())
          .set("roi_low", result.roiLow())
          .set("roi_high", result.roiHigh());
    }
    cells.add();
  }
}
