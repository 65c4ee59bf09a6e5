package io.tributary.effect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.effect.RegionWeeks.Series;
import io.tributary.insight.TableRows;
import io.tributary.pipeline.Contracts;
import io.tributary.workspace.Campaign;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Six provinces whose sales are the same in all weeks; a campaign that was run in A, B and C
 * beginning with the week before the last four.
 */
class CrossEffectsTest {
  private static final LocalDate DATE = LocalDate.parse("2025-06-30");

  /** The week in which it began; neither before nor after. */
  private static final int BEGAN = RegionWeeks.WEEKS - 5;

  private final Map<String, double[][]> regions = new TreeMap<>();

  CrossEffectsTest() {
    for (String region : List.of("A", "B", "C", "D", "E", "F")) {
      regions.put(region, new double[Series.values().length][RegionWeeks.WEEKS]);
    }
  }

  private void set(String region, Series series, int fromWeek, double value) {
    Arrays.fill(regions.get(region)[series.ordinal()], fromWeek, RegionWeeks.WEEKS, value);
  }

  private static Campaign campaign(String... regions) {
    return TestCampaign.in(DATE.minusWeeks(4), List.of(regions));
  }

  private List<String> rows(String method, Campaign... campaigns) {
    TableRows rows = CrossEffects.of(new RegionWeeks(regions), List.of(campaigns), DATE);
    return rows.rows().stream()
        .map(CrossEffectsTest::text)
        .filter(row -> row.startsWith(method))
        .toList();
  }

  private static String text(Row row) {
    List<String> columns = Contracts.table(CrossEffects.TABLE).columnNames();
    return columns.subList(0, columns.indexOf("as_of")).stream()
        .map(column -> row.get(columns.indexOf(column)))
        .map(value -> value instanceof Double number ? "%.3f".formatted(number) : "" + value)
        .collect(Collectors.joining(" | "));
  }

  @Test
  void aCampaignIsByHowMuchMoreSalesChangedWhereItWasRun() {
    set("A", Series.OFFLINE_NET, BEGAN, 4);
    set("B", Series.OFFLINE_NET, BEGAN, 5);
    set("C", Series.OFFLINE_NET, BEGAN, 6);
    for (String elsewhere : List.of("D", "E", "F")) {
      set(elsewhere, Series.OFFLINE_NET, BEGAN, 1);
    }

    // 5 more on average, 1 of it everywhere; t(0.975; 2) / sqrt(3) is 2.484.
    assertThat(rows("difference", campaign("A", "B", "C")))
        .contains(
            "difference_in_differences | c | offline_net | 3 | 3 | 4 | 4.000 | 1.516 | 6.484");
  }

  @Test
  void whereNothingWasSoldTheChangeHasNoInterval() {
    assertThat(rows("difference", campaign("A", "B", "C")))
        .containsExactly(
            "difference_in_differences | c | online_net | 3 | 3 | 4 | 0.000 | null | null",
            "difference_in_differences | c | offline_net | 3 | 3 | 4 | 0.000 | null | null");
  }

  @Test
  void aCampaignNeedsThreeRegionsOnEitherSideAndToBeOver() {
    assertThat(rows("difference", campaign("A", "B"))).isEmpty();
    assertThat(rows("difference", campaign("A", "B", "C", "D"))).isEmpty();
    assertThat(rows("difference", campaign())).isEmpty();
    assertThat(rows("difference", TestCampaign.in(DATE.minusWeeks(3), List.of("A", "B", "C"))))
        .isEmpty();
  }

  @Test
  void whatGoesTogetherIsWhatIsLeftOfRegionsAndWeeks() {
    // What all regions or all weeks have in common says nothing.
    regions.forEach((region, weeks) -> Arrays.fill(weeks[0], region.charAt(0)));
    regions.forEach((region, weeks) -> Arrays.fill(weeks[1], -region.charAt(0)));
    regions.values().forEach(weeks -> weeks[0][3] += 100);
    assertThat(rows("correlation")).isEmpty();

    int week = 0;
    for (double[][] weeks : regions.values()) {
      weeks[0][week] += 2;
      weeks[1][week++] += 1;
    }
    assertThat(rows("correlation"))
        .containsExactly(
            "correlation | online_net | offline_net | 6 | null | 26 | 1.000 | 1.000 | 1.000");
  }

  @Test
  void regionsThatNoCustomerHasAreNamed() {
    assertThat(CrossEffects.unknownRegions(List.of("A", "B"), List.of(campaign("A", "Z"))))
        .singleElement()
        .asString()
        .contains("campaign c:", "the province Z;", "these are: A, B");
    assertThat(CrossEffects.unknownRegions(List.of(), List.of(campaign("A"))))
        .singleElement()
        .asString()
        .endsWith("these are: none");
    assertThat(CrossEffects.unknownRegions(List.of("A"), List.of(campaign("A"), campaign())))
        .isEmpty();
  }
}
