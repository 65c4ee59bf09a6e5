package io.tributary.report;

import io.tributary.customer.Catalogue;
import io.tributary.customer.WeeklyStandings;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.report.Headlines.Headline;
import io.tributary.report.ReportViews.View;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Draws the night: {@code exports/<D>/report/index.html}, one page for people who look, in Chinese
 * and English. It shows what the published tables say and works out nothing of its own, but how
 * buyers stood in the last weeks.
 *
 * <p>A rule that surprises: a night that is run again without a change keeps its page, run times
 * included; the newer times are in {@code runs}.
 */
public final class BuildReport implements Job {
  private static final String RUNS = "runs";
  private static final String PRODUCTS = CleanTable.name("product");

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String description() {
    return "draws the night as a page to look at";
  }

  @Override
  public List<String> reads() {
    // Which tables they are is the same for every date.
    return Stream.concat(
            new ReportViews(LocalDate.EPOCH, 0).all().stream().map(View::table),
            Stream.of(PRODUCTS, LedgerTable.NAME, Codes.TABLE))
        .distinct()
        .toList();
  }

  @Override
  public List<String> writes() {
    return List.of(NightHistory.SPEC.name(), "exports");
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    String fingerprint = fingerprint(run);
    // The night's own rows in runs are no reason to draw it again.
    List<String> inputs = reads().stream().filter(table -> !table.equals(RUNS)).toList();
    Map<String, Long> read = lake.versions(inputs);
    JobState last = JobState.of(lake, name());
    Path page = new Path(run.workspace().exports(), run.date() + "/report/index.html");
    if (!run.full() && last.isUpToDate(fingerprint, read) && lake.files().exists(page)) {
      return JobResult.unchanged("the night is drawn");
    }
    Sessions.fit(run.spark(), lake.bytes(inputs));
    Map<String, ViewRows> views = views(run);
    List<Headline> headlines = Headlines.of(views);
    NightHistory history = NightHistory.read(lake);
    String model = ReportModel.json(settings, run.date(), views, headlines, history);
    run.lock().verify();
    history.write(lake, run.spark(), run.date(), headlines);
    String html = ReportPage.html(settings.brand() + " · " + run.date(), model);
    lake.files().replace(page, html);
    last.save(fingerprint, read, List.of(NightHistory.SPEC.name()));
    long rows = views.values().stream().mapToLong(view -> view.rows().size()).sum();
    return new JobResult(
        true,
        rows,
        headlines.size(),
        "%,d kB, in %s".formatted(html.length() / 1000, page),
        Map.of());
  }

  private static String fingerprint(Run run) {
    Settings s = run.workspace().settings();
    return Fingerprint.ofSettings(
        run.date(),
        s.brand(),
        s.currency(),
        s.timezone(),
        s.purchaseUnit(),
        s.lifecycle(),
        s.cycle(),
        s.rfm(),
        s.repurchase(),
        s.attach(),
        s.quality(),
        ReportPage.frame());
  }

  /** All that the page shows, by the name of the view. */
  private static Map<String, ViewRows> views(Run run) {
    int horizon = run.workspace().settings().repurchase().horizonDays();
    List<View> views = new ReportViews(run.date(), horizon).all();
    List<Callable<ViewRows>> tasks = new ArrayList<>();
    views.forEach(view -> tasks.add(() -> rows(run.lake(), view)));
    tasks.add(() -> standings(run));
    List<ViewRows> results = Parallel.all(run.spark(), tasks);
    Map<String, ViewRows> all = new LinkedHashMap<>();
    for (int i = 0; i < views.size(); i++) {
      all.put(views.get(i).name(), results.get(i));
    }
    CampaignViews.keepNewest(all);
    all.put("standings", results.get(views.size()));
    return all;
  }

  private static ViewRows rows(Lake lake, View view) {
    if (!lake.has(view.table())) {
      return ViewRows.NONE;
    }
    Dataset<Row> rows = view.rows().apply(lake.read(view.table()));
    if (view.name().equals("products")) {
      rows = ReportViews.named(rows, lake.readOrEmpty(CleanTable.spec("product")));
    }
    return ViewRows.of(rows.columns(), rows.collectAsList());
  }

  private static ViewRows standings(Run run) {
    List<List<Object>> rows = new ArrayList<>();
    WeeklyStandings.of(
            run.lake().read(LedgerTable.NAME),
            Catalogue.read(run.lake()),
            run.workspace().settings(),
            run.date())
        .forEach(s -> rows.add(List.of(s.date().toString(), s.kind(), s.group(), s.customers())));
    return new ViewRows(List.of("date", "kind", "group", "customers"), rows);
  }
}
