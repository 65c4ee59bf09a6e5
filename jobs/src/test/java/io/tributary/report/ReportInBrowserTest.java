package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as people meet it. */
class ReportInBrowserTest {
  private static final int FIGURES = 48;

  /** Elements that a chart draws its data with; axes and legends are beside them. */
  private static final String CHARTS_WITHOUT_MARKS =
      """
      [...document.querySelectorAll('.chart')].filter(chart => {
        const data = echarts.getInstanceByDom(chart).getModel().getSeries().map(s => s.getData());
        const drawn = data.reduce((n, d) => { d.eachItemGraphicEl(() => n++); return n; }, 0);
        return drawn === 0 || data.every(d => d.count() === 0);
      }).map(chart => chart.closest('figure').id)\
      """;

  /** Sections with something wider than so many pixels; tables may scroll by themselves. */
  private static final String WIDER_THAN =
      """
      [...document.querySelectorAll('section')].filter(section =>
        [section, ...section.querySelectorAll(':not(svg *):not(.scroll *)')]
          .some(part => part.getBoundingClientRect().right > %d)
      ).map(section => section.id)\
      """;

  /** Tables that have to be scrolled sideways. */
  private static final String SCROLLED =
      """
      [...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth)
        .map(box => box.closest('figure').id)\
      """;

  /** Words of charts that end beyond the chart, where they are cut off. */
  private static final String CUT_OFF =
      """
      [...document.querySelectorAll('.chart svg text')].filter(text => {
        const [words, chart] = [text, text.closest('svg')].map(e => e.getBoundingClientRect());
        return words.left < chart.left - 1 || words.right > chart.right + 1;
      }).map(text => text.closest('figure').id + ': ' + text.textContent)\
      """;

  @TempDir static Path folder;
  private static Browser browser;
  private static Path page;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    page = folder.resolve("index.html");
    Files.writeString(page, HostileShop.page(HostileShop.views()));
    browser = Browser.start();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void everyFigureIsDrawnAtEveryWidthAndNothingComplains() {
    for (int width : List.of(1280, 390)) {
      browser.open(page, width);

      assertThat(browser.count("document.querySelectorAll('figure').length")).isEqualTo(FIGURES);
      assertThat(browser.texts("[...document.querySelectorAll('.empty')].map(e => e.textContent)"))
          .isEmpty();
      assertThat(browser.texts(CHARTS_WITHOUT_MARKS)).as("no marks at %d", width).isEmpty();
      assertThat(browser.texts(WIDER_THAN.formatted(width))).as("wider than %d", width).isEmpty();
      assertThat(browser.count("document.documentElement.scrollWidth"))
          .as("nothing to scroll sideways at %d", width)
          .isLessThanOrEqualTo(width);
      assertThat(browser.texts(CUT_OFF)).as("cut off at %d", width).isEmpty();
      assertThat(
              browser.texts(
                  "[...document.querySelectorAll('figure')].filter(f => !f.querySelector('.facts').textContent.includes('n = ')"
                      + " || !f.querySelector('.definition').textContent).map(f => f.id)"))
          .as("without n or definition")
          .isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void onAScreenEveryTableIsSeenWithoutScrollingSideways() {
    browser.open(page, 1280);
    assertThat(browser.texts(SCROLLED)).isEmpty();

    browser.ask("document.getElementById('language').click()");
    assertThat(browser.texts(SCROLLED)).as("in Chinese").isEmpty();
    browser.ask("document.getElementById('language').click()");
  }

  @Test
  void theLanguageChangesInThePage() {
    browser.open(page, 1280);
    String headings = "[...document.querySelectorAll('h2')].map(h => h.textContent)";
    List<String> english = browser.texts(headings);
    browser.ask("document.getElementById('language').click()");
    List<String> chinese = browser.texts(headings);
    browser.ask("document.getElementById('language').click()");

    assertThat(english).hasSize(15).contains("Data health", "Lifecycle and stage");
    assertThat(chinese).hasSize(15).contains("数据健康", "生命周期与阶段");
    assertThat(browser.texts(headings)).isEqualTo(english);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aReadingSaysWhatChangedSinceLastNightAndLastMonth() {
    browser.open(page, 1280);

    assertThat(
            browser.texts("[document.querySelector('#customers_identity .reading').textContent]"))
        .containsExactly(
            "Customers: 300, −100 since the night of 29 Jun 2025, ±0 since 30 May 2025.");
  }

  @Test
  void aFinishedAnImmatureAndABrokenCampaignAreEachToldCorrectly() {
    browser.open(page, 1280);

    assertThat(browser.cells("campaign_verdicts"))
        .contains(
            "summer_news | treatment | more than control | Bought: 26.0%, in control 20.0%."
                + " Difference +6.00 points (95% interval +0.20 to +11.80); relative to control +30.0%"
                + " (+0.1% to +59.9%). More than chance: q = 0.0040. | 400 / 410",
            "june_points | treatment | too early | Too early: not everybody’s window has ended."
                + " Nothing is tested or told before it has; final on 4 Aug 2025 at the latest. |"
                + " 0 / 0",
            "may_reminder | treatment | withheld | Withheld: treatment has 60.6% of the people who"
                + " were assigned, where 50.0% were to be drawn. Chance makes arms so unequal less"
                + " than once in 1,000 draws (p < 0.0001). Something else decided who is in which"
                + " arm, such as a list that lost people on its way; they may differ in anything, so"
                + " no lift would be the campaign’s. | 0 / 0");
    for (String figure : List.of("campaign_guardrails", "campaign_stages")) {
      assertThat(browser.cells(figure))
          .as("no numbers in %s of what may not be told", figure)
          .isNotEmpty()
          .noneMatch(row -> row.contains("june_points") || row.contains("may_reminder"));
    }
    assertThat(browser.cells("campaign_returns"))
        .contains(
            "summer_news | treatment | final | +CNY 5,200+CNY 300 to +CNY 10,100 | +CNY 800 |"
                + " +550.0%−60.0% to +1,160.0% | CNY 22,000",
            "may_reminder | treatment | withheld | – | – | – | –");
    assertThat(browser.cells("campaign_checks"))
        .contains(
            "summer_news | treatment | 50.0% | 49.4% | 49.4% | 0.7200 | as drawn | 93.0% | 97.0%");
    assertThat(
            browser.texts(
                "[...document.querySelectorAll('#campaign_groups svg text')].map(e => e.textContent)"))
        .as("a group that is too small is named, without a number")
        .contains("lifecycle: active", "lifecycle: lapsing · too few");
    assertThat(browser.cells("cross_effects"))
        .anyMatch(row -> row.startsWith("online sales") && row.contains("correlation, no cause"));
  }

  @Test
  void pointingShowsDefinitionsAndNumbersAndRunsNoTextOfADump() {
    browser.open(page, 1280);
    browser.ask("document.querySelector('#best_products .info').focus()");
    assertThat(
            browser.texts(
                "[getComputedStyle(document.querySelector('#best_products .definition')).display]"))
        .containsExactly("block");

    browser.ask(
        "document.querySelectorAll('.chart').forEach(c => { const chart = echarts.getInstanceByDom(c);"
            + " chart.getModel().getSeries().forEach((s, i) => chart.dispatchAction({type: 'showTip', seriesIndex: i, dataIndex: 0})) })");
    assertThat(browser.texts("[...document.querySelectorAll('.tip')].map(e => e.textContent)"))
        .hasSizeGreaterThan(20)
        .anyMatch(text -> text.contains("onerror"));
    assertThat(browser.ask("return window.broken ?? null")).isNull();
    assertThat(browser.count("document.querySelectorAll('img').length")).isZero();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void onPaperThereIsOneColumnWithoutButtonsAndWithDefinitions() {
    browser.open(page, 794);
    browser.asPrinted();

    assertThat(
            browser.texts(
                "['.side', '.info', 'figure .definition'].map(s => getComputedStyle(document.querySelector(s)).display)"))
        .containsExactly("none", "none", "block");
    assertThat(
            browser.count(
                "Math.max(...[...document.querySelectorAll('.chart svg')].map(s => s.getBoundingClientRect().right)) - innerWidth"))
        .isLessThanOrEqualTo(0);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void whereNothingIsKnownThereAreSentencesAndNoCharts() throws IOException {
    Map<String, ViewRows> nothing = new LinkedHashMap<>();
    HostileShop.views().keySet().forEach(view -> nothing.put(view, ViewRows.NONE));
    Path empty = folder.resolve("empty.html");
    Files.writeString(empty, HostileShop.page(nothing));
    browser.open(empty, 1280);

    assertThat(browser.count("document.querySelectorAll('.chart').length")).isZero();
    assertThat(browser.count("document.querySelectorAll('.empty').length")).isEqualTo(FIGURES);
    assertThat(browser.texts("[...document.querySelectorAll('.reading')].map(e => e.textContent)"))
        .noneMatch(text -> text.contains("undefined") || text.contains("NaN") || text.isBlank());
    assertThat(browser.complaints()).isEmpty();
  }
}
