package io.tributary.effect;

import static org.apache.spark.sql.functions.col;

import io.tributary.audience.Arms;
import io.tributary.customer.TouchResponses;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.insight.TableRows;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.preference.PreferenceModels;
import io.tributary.tag.ListIdentifiers;
import io.tributary.workspace.Campaign;
import io.tributary.workspace.Campaign.Listed;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Says whether campaigns worked: {@code campaign_funnel}, {@code campaign_effect}, {@code
 * campaign_roi}, {@code campaign_stages}; and how customers answer on each channel: {@code
 * channel_response}, {@code channel_cross_effect}.
 *
 * <p>Rules that surprise: people are compared by the arm that they were assigned to, contacted or
 * not; what was known of them then is kept in {@code campaign_people}, and only that decides which
 * orders are theirs; a result is not told before all windows have ended, and never where the arms
 * are not of the sizes that were drawn.
 */
public final class BuildEffect implements Job {
  private static final String ORDERS = "orders";
  private static final String CUSTOMERS = "customers";
  private static final List<String> TABLES =
      List.of(
          FunnelRows.TABLE,
          EffectRows.TABLE,
          ReturnRows.TABLE,
          StageRows.TABLE,
          ResponseRates.TABLE,
          CrossEffects.TABLE);

  @Override
  public String name() {
    return "effect";
  }

  @Override
  public String description() {
    return "says whether campaigns worked, and how customers answer on each channel";
  }

  @Override
  public List<String> reads() {
    return List.of(
        CUSTOMERS,
        ORDERS,
        LedgerTable.NAME,
        Codes.TABLE,
        PreferenceModels.TABLE,
        Arms.TABLE,
        IdentityTables.IDENTIFIERS.name(),
        IdentityTables.CUSTOMER_RECORDS.name(),
        "one_id_history",
        CleanTable.name("order"),
        CleanTable.name("touch"),
        CleanTable.name("coupon"),
        CleanTable.name("product"));
  }

  @Override
  public List<String> writes() {
    List<String> all = new ArrayList<>(TABLES);
    all.add(CampaignPeople.TABLE);
    return all;
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    String fingerprint = fingerprint(run);
    Map<String, Long> read = lake.versions(reads());
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("every campaign stands as of " + run.date());
    }
    last.rollBack(List.of(CampaignPeople.TABLE));
    Sessions.fit(run.spark(), lake.bytes(reads()));
    List<Campaign> campaigns = run.workspace().campaigns();
    List<TableRows> tables = campaigns.isEmpty() ? List.of() : measure(run, campaigns);
    run.lock().verify();
    Dataset<Row> answers = answers(run).persist();
    try {
      Parallel.all(run.spark(), writing(run, tables, answers));
    } finally {
      answers.unpersist();
    }
    last.save(fingerprint, read, writes());
    return new JobResult(
        true,
        campaigns.isEmpty() ? 0 : lake.read(CampaignPeople.TABLE).count(),
        tables.stream().mapToLong(TableRows::size).sum(),
        "%,d campaigns".formatted(campaigns.size()),
        Map.of());
  }

  private static String fingerprint(Run run) {
    Settings settings = run.workspace().settings();
    List<Object> lists = new ArrayList<>();
    for (Campaign campaign : run.workspace().campaigns()) {
      if (campaign.assignment() instanceof Listed list) {
        lists.add(ListIdentifiers.state(run.workspace(), list.file()));
      }
    }
    return Fingerprint.ofSettings(
        run.date(),
        run.workspace().campaigns(),
        lists,
        settings.timezone(),
        settings.channels(),
        settings.lifecycle(),
        settings.purchaseUnit(),
        settings.categoryPreference(),
        settings.repurchase().refundSettleDays(),
        settings.identity().namespaces());
  }

  /** Notes who was assigned since the last night, and measures all campaigns. */
  private static List<TableRows> measure(Run run, List<Campaign> campaigns) {
    Lake lake = run.lake();
    lake.ensure(CampaignPeople.SPEC);
    Assigned people = new Assigned(run);
    Dataset<Row> all = people.all(campaigns).persist();
    try {
      Map<String, Map<String, Long>> counts = Assigned.counts(all);
      Dataset<Row> fresh = people.unnoted(all, lake.readAsItIs(CampaignPeople.TABLE)).persist();
      if (!fresh.isEmpty()) {
        run.lock().verify();
        lake.append(CampaignPeople.SPEC, fresh);
      }
      fresh.unpersist();
      return new CampaignEffects(run, campaigns)
          .tables(people, lake.read(CampaignPeople.TABLE), counts);
    } finally {
      all.unpersist();
    }
  }

  /** How often each customer was touched on each channel, and answered. */
  private static Dataset<Row> answers(Run run) {
    Dataset<Row> touches =
        TouchResponses.mature(OwnedRecords.touches(run.lake(), run.date()), run.date());
    Dataset<Row> purchases =
        run.lake().read(ORDERS).where(col("is_valid").and(col("one_id").isNotNull()));
    return TouchResponses.counts(touches, purchases);
  }

  private static List<Callable<Boolean>> writing(
      Run run, List<TableRows> campaignTables, Dataset<Row> answers) {
    Map<String, Dataset<Row>> rows = new TreeMap<>();
    campaignTables.forEach(t -> rows.put(t.table(), t.dataset(run.spark())));
    Lake lake = run.lake();
    if (lake.has(CleanTable.name("touch"))) {
      rows.put(ResponseRates.TABLE, ResponseRates.of(answers, run.date()));
    }
    RegionWeeks panel =
        RegionWeeks.of(
            lake.read(CUSTOMERS),
            lake.read(ORDERS),
            OwnedRecords.touches(lake, run.date()).where(col("status").notEqual("failed")),
            run.workspace().settings().channels(),
            run.date());
    CrossEffects.unknownRegions(panel.regions(), run.workspace().campaigns())
        .forEach(run.console()::warn);
    rows.put(
        CrossEffects.TABLE,
        CrossEffects.of(panel, run.workspace().campaigns(), run.date()).dataset(run.spark()));
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (String table : TABLES) {
      tasks.add(() -> write(lake, Contracts.table(table), rows.get(table)));
    }
    return tasks;
  }

  /** Without rows, the table stays empty or becomes it. */
  private static boolean write(Lake lake, TableSpec spec, Dataset<Row> rows) {
    lake.ensure(spec);
    if (rows != null) {
      lake.overwrite(spec, rows);
    } else if (lake.version(spec.name()) > 0) {
      lake.overwrite(spec, lake.empty(spec));
    }
    return true;
  }
}
