package io.tributary.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.customer.Catalogue;
import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Audience;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Publishes what the brand asks about categories, channels, products, stores, refunds and segments,
 * as of the date.
 *
 * <p>A rule that surprises: all tables are made anew each night, from one pass over the ledger and
 * one over {@code customers}; so past months change when refunds come in or people turn out to be
 * one.
 */
public final class BuildInsight implements Job {
  private static final String CUSTOMERS = "customers";
  private static final String AUDIENCES = "audience_ledger";

  @Override
  public String name() {
    return "insight";
  }

  @Override
  public String description() {
    return "counts what categories, channels, products, stores and segments do";
  }

  @Override
  public List<String> reads() {
    return List.of(
        LedgerTable.NAME,
        Codes.TABLE,
        CUSTOMERS,
        AUDIENCES,
        IdentityTables.CUSTOMER_RECORDS.name(),
        CleanTable.name("member"),
        CleanTable.name("follow"),
        CleanTable.name("product"));
  }

  @Override
  public List<String> writes() {
    return List.of(
        "category_attach",
        "category_pairs",
        "channel_monthly",
        "customer_mix_monthly",
        "product_performance",
        "store_monthly",
        "refund_monthly",
        "channel_flow",
        "channel_overlap",
        SegmentProfile.NAME,
        CustomerDiagnosis.NAME,
        ReachSummary.NAME,
        "net_reconciliation");
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    String fingerprint = fingerprint(run);
    Map<String, Long> read = lake.versions(reads());
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("all tables stand as of " + run.date());
    }
    Sessions.fit(run.spark(), lake.bytes(reads()));
    List<TableRows> tables = tables(run);
    run.lock().verify();
    List<Callable<Boolean>> writes = new ArrayList<>();
    for (TableRows table : tables) {
      writes.add(
          () -> {
            lake.overwrite(Contracts.table(table.table()), table.dataset(run.spark()));
            return true;
          });
    }
    Parallel.all(run.spark(), writes);
    last.save(fingerprint, read, writes());
    long rows = tables.stream().mapToLong(TableRows::size).sum();
    return new JobResult(
        true, rows, rows, "%d tables, %,d rows".formatted(tables.size(), rows), Map.of());
  }

  private String fingerprint(Run run) {
    Settings s = run.workspace().settings();
    List<Object> parts =
        new ArrayList<>(
            List.of(
                run.date(),
                s.timezone(),
                s.purchaseUnit(),
                s.history(),
                s.repurchase(),
                s.attach(),
                new TreeMap<>(s.channels())));
    writes().forEach(table -> parts.add(Contracts.table(table).columnNames()));
    return Fingerprint.ofSettings(parts.toArray());
  }

  private static List<TableRows> tables(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    InsightRules rules = InsightRules.of(settings, Catalogue.read(lake), run.date());
    BuyerFacts facts =
        new BuyerFacts(
            lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS),
            lake.readOrEmpty(CleanTable.spec("member")),
            lake.readOrEmpty(CleanTable.spec("follow")),
            lake.read(CUSTOMERS),
            run.date());
    NetReconciliation reconciliation = new NetReconciliation();
    List<CountedTable> counted =
        List.of(
            new CategoryAttach(rules),
            new CategoryPairs(rules),
            new ChannelMonthly(rules),
            new CustomerMixMonthly(rules),
            new ProductPerformance(rules),
            new StoreMonthly(rules, facts.joined().collectAsList()),
            new RefundMonthly(rules),
            new ChannelFlow(rules),
            new ChannelOverlap(rules, settings.channels()),
            reconciliation);
    List<Count> counts = counted.stream().flatMap(table -> table.counts().stream()).toList();
    Totals totals = LedgerPass.count(histories(lake, facts), rules.customers(), counts);
    List<TableRows> tables = new ArrayList<>();
    for (CountedTable table : counted) {
      TableRows rows = rows(table.name(), run);
      table.addRows(totals, rows);
      tables.add(rows);
    }
    tables.addAll(segments(run, reconciliation.validNet(totals)));
    return tables;
  }

  /** What is counted of customers, not of the ledger. */
  private static List<TableRows> segments(Run run, long validNet) {
    SegmentCounts.Counted segments =
        SegmentCounts.of(SegmentedCustomers.of(run.lake().read(CUSTOMERS), tonightsAudiences(run)));
    TableRows profile = rows(SegmentProfile.NAME, run);
    SegmentProfile.addRows(segments, profile);
    TableRows diagnosis = rows(CustomerDiagnosis.NAME, run);
    CustomerDiagnosis.addRows(segments, validNet, diagnosis);
    TableRows reach = rows(ReachSummary.NAME, run);
    ReachSummary.addRows(segments, reach);
    return List.of(profile, diagnosis, reach);
  }

  /**
   * Those whom an audience is about: who got something, and whom they are compared with. The few
   * people of a journey's step on one night are no segment.
   */
  private static Dataset<Row> tonightsAudiences(Run run) {
    Object[] names =
        run.workspace().audiences().stream()
            .filter(audience -> audience.step().isEmpty())
            .map(Audience::name)
            .toArray();
    if (names.length == 0) {
      return null;
    }
    return run.lake()
        .readOrEmpty(Contracts.table(AUDIENCES))
        .where(col("as_of").equalTo(lit(Date.valueOf(run.date()))))
        .where(col("status").isin("selected", "control").and(col("audience").isin(names)))
        .select("one_id", "audience");
  }

  private static TableRows rows(String table, Run run) {
    return new TableRows(Contracts.table(table), run.date());
  }

  /**
   * The ledger with what it does not tell about buyers. A customer's row is owned by their id; a
   * join by owner spreads the rows of orders that are nobody's, a join by {@code one_id} would
   * bring all of them, being null there, to one place.
   */
  private static Dataset<Row> histories(Lake lake, BuyerFacts facts) {
    return lake.read(LedgerTable.NAME)
        .drop("order_id", "ordered_at", "refund_id")
        .join(
            facts.read().withColumnRenamed("one_id", "owner"), new String[] {"owner"}, "left_outer")
        .drop("owner");
  }
}
