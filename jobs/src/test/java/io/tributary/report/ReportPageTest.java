package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.report.Headlines.Headline;
import io.tributary.report.Headlines.Unit;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is in the page, and what cannot get out of it. */
class ReportPageTest {
  @Test
  void aTextFromADumpCannotLeaveTheBlockOfData() throws Exception {
    String page = HostileShop.page(HostileShop.views());

    String from = "id=\"model\">";
    int start = page.indexOf(from) + from.length();
    String block = page.substring(start, page.indexOf("</script>", start));
    assertThat(block).doesNotContain("<", ">", "&", "\u2028");
    assertThat(new ObjectMapper().readTree(block).at("/views/rejects/rows/0/3").asText())
        .isEqualTo(HostileShop.HOSTILE);
    assertThat(page).doesNotContain("<img src=x");
    assertThat(page.split("<script", -1)).as("the data, ECharts, ours").hasSize(4);
  }

  @Test
  void thePageNeedsNoOtherFileAndIsSmall() {
    String page = HostileShop.page(HostileShop.views());

    assertThat(page)
        .doesNotContain("src=\"http", "href=\"http", "<link", "@import", "{{model}}", "{{style}}");
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
    assertThat(HostileShop.page(HostileShop.views())).isEqualTo(page);
  }

  @Test
  void headlinesAreSumsOfWhatTheTablesSay() {
    Map<String, Headline> headlines = new TreeMap<>();
    Headlines.of(HostileShop.views()).forEach(h -> headlines.put(h.measure(), h));

    assertThat(headlines.get("customers").value()).isEqualTo(300);
    assertThat(headlines.get("buyers").value()).isEqualTo(280);
    assertThat(headlines.get("active_customers"))
        .isEqualTo(new Headline("active_customers", Unit.COUNT, 100, 95.0));
    assertThat(headlines.get("rejected_share").value()).isEqualTo(0.009);
    assertThat(headlines.get("repurchase_rate").value()).isEqualTo(0.4);
    assertThat(headlines.get("retention_1").value()).isEqualTo(0.25);
    assertThat(headlines.get("refund_rate").value()).as("settled months").isEqualTo(500 / 9500.0);
    assertThat(headlines.get("selected").value()).isEqualTo(90);
    assertThat(headlines.get("campaigns_told").value()).isEqualTo(2);
    assertThat(headlines.get("campaign_status.withheld").value()).isEqualTo(1);
    assertThat(headlines.get("campaign_status.running").value()).isZero();
    assertThat(headlines.get("response_share").value()).isEqualTo(0.1);
    assertThat(headlines.get("seconds"))
        .isEqualTo(new Headline("seconds", Unit.SECONDS, 4.5, null));
  }

  @Test
  void anEmptyLakeHasNoRatesAndNoFamilies() {
    assertThat(Headlines.of(Map.of()))
        .extracting(Headline::measure)
        .containsExactly(
            "rows", "rejected.records", "customers", "buyers", "known.members", "active_customers");
  }

  @Test
  void ofManyCampaignsTheNewestAreShown() {
    Map<String, ViewRows> views = new TreeMap<>();
    for (String view : List.of("campaign_effects", "campaign_roi", "channels")) {
      List<List<Object>> rows = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        rows.add(List.of("c" + i));
      }
      views.put(view, new ViewRows(List.of("campaign"), rows));
    }
    CampaignViews.keepNewest(views);

    assertThat(views.get("campaign_roi").distinct("campaign")).hasSize(20).doesNotContain("c20");
    assertThat(views.get("channels").rows()).hasSize(25);
  }

  @Test
  void aMonthAgoIsTheLastNightThatIsThirtyDaysAgoOrALittleMore() {
    LocalDate date = HostileShop.DATE;
    NightHistory history =
        NightHistory.of(
            new TreeMap<>(
                Map.of(
                    date.minusDays(1), Map.of("net", 3.0),
                    date.minusDays(31), Map.of("net", 2.0),
                    date.minusDays(32), Map.of("net", 1.0))));

    assertThat(history.lastNight(date)).contains(date.minusDays(1));
    assertThat(history.monthAgo(date)).contains(date.minusDays(31));
    assertThat(history.value(history.monthAgo(date), "net")).isEqualTo(2.0);
    assertThat(history.monthAgo(date.plusDays(20))).isEmpty();
    assertThat(history.value(Optional.of(date), "net")).isNull();
    assertThat(List.of(history.lastNight(date.minusDays(32)))).containsOnly(Optional.empty());
  }
}
