package io.tributary.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.effect.CampaignCounts.StageMove;
import io.tributary.effect.Finding.Role;
import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.statistics.Certainty;
import io.tributary.statistics.Moments;
import io.tributary.workspace.Campaign.Window;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Returns on cost, moves between stages and guardrails of a few people, worked out by hand. */
class ReturnsAndStagesTest {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");
  private static final double[] MARGIN = {1, 0};
  private static final double[] COST = {0, 1};

  private static Moments people(long[]... people) {
    Moments moments = new Moments(2);
    for (long[] person : people) {
      moments.add(person);
    }
    return moments;
  }

  private static ReturnOnCost returns(Moments arm, Moments control) {
    return ReturnOnCost.of(arm, control, MARGIN, COST, Certainty.once());
  }

  @Test
  void aReturnIsWhatWasEarnedBeyondControlForWhatWasSpent() {
    ReturnOnCost result =
        returns(
            people(new long[] {10, 2}, new long[] {0, 2}, new long[] {20, 2}, new long[] {10, 2}),
            people(new long[2], new long[2], new long[] {10, 0}, new long[] {10, 0}));

    // 5 more each, with a standard error of sqrt(200 / 3 / 4 + 100 / 3 / 4) = 5, for 2 each.
    assertThat(result.margin()).isCloseTo(20, within(1e-9));
    assertThat(result.marginLow()).isCloseTo(4 * (5 - 1.959964 * 5), within(1e-5));
    assertThat(result.marginHigh()).isCloseTo(4 * (5 + 1.959964 * 5), within(1e-5));
    assertThat(result.cost()).isCloseTo(8, within(1e-9));
    assertThat(result.roi()).isCloseTo(1.5, within(1e-9));
    assertThat(result.roiLow()).isCloseTo(1.5 - 1.959964 * 2.5, within(1e-5));
    assertThat(result.roiHigh()).isCloseTo(1.5 + 1.959964 * 2.5, within(1e-5));
  }

  @Test
  void aReturnIsCertainWhereEverybodyEarnsTheSameForWhatTheyCost() {
    ReturnOnCost result =
        returns(
            people(new long[] {10, 5}, new long[] {20, 10}, new long[] {30, 15}),
            people(new long[2], new long[2]));

    assertThat(List.of(result.roi(), result.roiLow(), result.roiHigh()))
        .allSatisfy(roi -> assertThat(roi).isCloseTo(1, within(1e-9)));
  }

  @Test
  void whatCostNoMoreThanControlHasNoReturn() {
    ReturnOnCost result =
        returns(
            people(new long[] {10, 1}, new long[] {0, 1}),
            people(new long[] {5, 1}, new long[] {0, 1}));

    assertThat(result.margin()).isEqualTo(5);
    assertThat(result.roi()).isNull();
    assertThat(result.roiLow()).isNull();
    assertThat(result.roiHigh()).isNull();
  }

  private static void add(CampaignCounts counts, String arm, Map<Variable, Long> person) {
    long[] values = new long[Variable.values().length];
    person.forEach((variable, value) -> values[variable.ordinal()] = value);
    counts.add(new Cell("c", "conversion", arm, Cell.SETTLED, "active", "1", "0-6"), values);
  }

  private static Map<String, Object> only(TableRows rows) {
    assertThat(rows.size()).isEqualTo(1);
    return columns(rows, rows.rows().get(0));
  }

  private static Map<String, Object> columns(TableRows rows, Row row) {
    Map<String, Object> values = new HashMap<>();
    List<String> columns = Contracts.table(rows.table()).columnNames();
    columns.forEach(column -> values.put(column, row.get(columns.indexOf(column))));
    return values;
  }

  @Test
  void theReturnOfACampaignIsBeforeItsCouponsWhichAreACost() {
    CampaignCounts counts = new CampaignCounts();
    for (int i = 0; i < 30; i++) {
      long net = i % 2 == 0 ? 200_00 : 0;
      add(
          counts,
          "treatment",
          Map.of(Variable.NET, net, Variable.COUPONS, 10_00L, Variable.TOUCH_COST, 50L));
      add(counts, "control", Map.of(Variable.NET, net / 2));
    }

    Map<String, Object> row =
        only(
            ReturnRows.of(
                List.of(TestCampaign.once()), counts, Map.of("c", TestCampaign.FINAL), DATE));

    // Each earned 0.4 * (100 + 10) and in control 0.4 * 50, for 10 and 0.50.
    assertThat((Double) row.get("incremental_margin")).isCloseTo(30 * 24, within(1e-6));
    assertThat((Double) row.get("incremental_cost")).isCloseTo(30 * 10.5, within(1e-6));
    assertThat((Double) row.get("roi")).isCloseTo(24 / 10.5 - 1, within(1e-9));
    // Net varies by 200 and 100 about its mean: 30 / 29 * 100^2, and a quarter of it.
    double error = 0.4 * Math.sqrt((100 * 100 + 50 * 50) / 29.0) / 10.5;
    assertThat((Double) row.get("roi_high"))
        .isCloseTo(24 / 10.5 - 1 + 1.959964 * error, within(1e-5));
    assertThat(row.get("touch_cost")).isEqualTo(new BigDecimal("15.00"));
    assertThat(row.get("coupon_cost")).isEqualTo(new BigDecimal("300.00"));
  }

  @Test
  void aMoveIsAShareOfThoseWhoWereInTheSameStageAndArm() {
    CampaignCounts counts = new CampaignCounts();
    counts.moves().put(new StageMove("c", "treatment", "new", "normal"), 3L);
    counts.moves().put(new StageMove("c", "treatment", "new", "new"), 1L);
    counts.moves().put(new StageMove("c", "control", "new", "new"), 5L);
    counts.moves().put(new StageMove("c", "treatment", "lost", "lost"), 9L);

    TableRows rows = StageRows.of(counts, DATE);

    assertThat(rows.rows())
        .extracting(row -> columns(rows, row))
        .extracting(
            c -> c.get("stage_from") + " " + c.get("stage_to") + " " + c.get("arm"),
            c -> c.get("people") + " " + c.get("share"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("lost lost treatment", "9 1.0"),
            org.assertj.core.groups.Tuple.tuple("new new control", "5 1.0"),
            org.assertj.core.groups.Tuple.tuple("new new treatment", "1 0.25"),
            org.assertj.core.groups.Tuple.tuple("new normal treatment", "3 0.75"));
    Map<String, Object> last = columns(rows, rows.rows().get(3));
    assertThat((Double) last.get("share_low")).isCloseTo(0.30064, within(1e-5));
    assertThat((Double) last.get("share_high")).isCloseTo(0.95441, within(1e-5));
  }

  @Test
  void aGuardrailIsHarmedWhereItsWholeIntervalIsOnTheWrongSide() {
    CampaignCounts counts = new CampaignCounts();
    for (long i = 0; i < 40; i++) {
      add(
          counts,
          "treatment",
          Map.of(
              Variable.UNSUBSCRIBED, i % 2,
              Variable.FULL_PRICE_NET, 100_00 + i,
              Variable.OFFLINE_NET, 200_00 + i));
      add(
          counts,
          "control",
          Map.of(Variable.FULL_PRICE_NET, 200_00 + i, Variable.OFFLINE_NET, 100_00 + i));
    }
    Map<String, String> notes = new HashMap<>();
    Findings.of(TestCampaign.once(), counts, TestCampaign.FINAL).stream()
        .filter(f -> f.role() == Role.GUARDRAIL && f.window() == Window.CONVERSION)
        .forEach(f -> notes.put(f.measure().metric(), String.valueOf(f.note())));

    assertThat(notes)
        .isEqualTo(Map.of("unsubscribed", "harm", "full_price_net", "harm", "offline_net", "null"));
  }
}
