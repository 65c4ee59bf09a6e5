package io.tributary.ledger;

import static org.apache.spark.sql.functions.col;

import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.StagedChanges;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps {@code customer_ledger}: each customer's history in one row, written anew only for those
 * whose orders, refunds, lines or identity changed; and publishes {@code orders} from it.
 *
 * <p>A rule that surprises: the ledger does not depend on the business date, {@code orders} does.
 * On a night on which nothing came in, only {@code orders} is written.
 */
public final class BuildLedger implements Job {
  private static final String ORDERS = "orders";

  private final LongPredicate comparesAll;

  public BuildLedger() {
    // Where all is compared every row is built, which costs more than most that a small night does.
    this(bytes -> Sessions.isSmall(2 * bytes));
  }

  /**
   * The job.
   *
   * @param comparesAll whether inputs of so many bytes are so few that building every row and
   *     comparing it takes less time than finding out which rows may differ
   */
  BuildLedger(LongPredicate comparesAll) {
    this.comparesAll = comparesAll;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String description() {
    return "gathers each customer's history in one row, and publishes the orders";
  }

  @Override
  public List<String> reads() {
    return LedgerInputs.TABLES;
  }

  @Override
  public List<String> writes() {
    return List.of(LedgerTable.NAME, Codes.TABLE, ORDERS);
  }

  @Override
  public JobResult run(Run run) {
    long changed = gather(run);
    boolean isPublished = publish(run);
    return changed == 0 && !isPublished
        ? JobResult.unchanged("every order is in the ledger")
        : new JobResult(
            true, changed, changed, "%,d customers changed".formatted(changed), Map.of());
  }

  /** What the ledger's rows depend on beside the tables. */
  private static String fingerprint(Settings settings) {
    return Fingerprint.ofSettings(
        settings.timezone(), settings.exclude(), LedgerTable.SPEC.columnNames());
  }

  /** Brings the ledger to what its inputs say; gives the number of rows that changed. */
  private long gather(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    String fingerprint = fingerprint(settings);
    Map<String, Long> read = lake.versions(LedgerInputs.TABLES);
    JobState last = JobState.of(lake, name());
    boolean isKnown = !run.full() && last.ranWith(fingerprint) && lake.has(LedgerTable.NAME);
    boolean isUpToDate =
        LedgerInputs.TABLES.stream()
            .allMatch(t -> last.versionRead(t).equals(Optional.ofNullable(read.get(t))));
    if (isKnown && isUpToDate) {
      return 0;
    }
    long bytes = lake.bytes(LedgerInputs.TABLES);
    Sessions.fit(run.spark(), bytes);
    LedgerInputs inputs =
        new LedgerInputs(
            lake,
            settings.exclude().customers().map(sql -> ExcludedMembers.of(sql, settings, run.key())),
            settings.exclude().orders());
    long changed =
        !isKnown
            ? rebuild(run, inputs)
            : comparesAll.test(bytes) ? mergeAll(run, inputs) : mergeTouched(run, inputs, last);
    last.save(fingerprint, read, List.of(LedgerTable.NAME, Codes.TABLE));
    return changed;
  }

  private static long rebuild(Run run, LedgerInputs inputs) {
    Dataset<Row> rows = ledger(run.lake(), inputs.all());
    run.lock().verify();
    run.lake().overwrite(LedgerTable.SPEC, rows);
    return run.lake().read(LedgerTable.NAME).count();
  }

  private static long mergeAll(Run run, LedgerInputs inputs) {
    return merge(run, ledger(run.lake(), inputs.all()), run.lake().read(LedgerTable.NAME));
  }

  private static long mergeTouched(Run run, LedgerInputs inputs, JobState last) {
    Lake lake = run.lake();
    ChangedRecords records = ChangedRecords.since(last, inputs);
    Dataset<Row> owners =
        lake.lookup("ledger_owners", records.held().select(col("owner")).distinct());
    Dataset<Row> rows =
        lake.keep(
            "ledger_rows",
            lake.read(LedgerTable.NAME).join(owners, new String[] {"owner"}, "left_semi"));
    OrderFacts facts = inputs.of(records);
    Codes codes = Codes.extended(lake, facts.orders(), facts.lines());
    return merge(run, facts.ledger(codes, rows, records.held()), rows);
  }

  private static long merge(Run run, Dataset<Row> desired, Dataset<Row> current) {
    StagedChanges changes =
        StagedChanges.write(
            run.lake(), LedgerTable.SPEC, Lake.difference(LedgerTable.SPEC, desired, current));
    changes.apply(run.lake(), run.lock());
    return changes.count();
  }

  private static Dataset<Row> ledger(Lake lake, OrderFacts facts) {
    Codes codes = Codes.extended(lake, facts.orders(), facts.lines());
    return facts.ledger(codes);
  }

  /** Writes {@code orders}, unless they stand as of the date and for this ledger already. */
  private static boolean publish(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    JobState last = JobState.of(lake, ORDERS);
    String fingerprint = Fingerprint.ofSettings(run.date(), settings.purchaseUnit());
    long ledger = lake.version(LedgerTable.NAME);
    boolean isUpToDate =
        !run.full()
            && last.ranWith(fingerprint)
            && last.versionRead(LedgerTable.NAME).equals(Optional.of(ledger));
    if (isUpToDate) {
      return false;
    }
    run.lock().verify();
    lake.overwrite(
        Contracts.table(ORDERS),
        PublishedOrders.of(
            lake.read(LedgerTable.NAME).select(LedgerTable.SPEC.select()),
            Codes.read(lake),
            settings.purchaseUnit(),
            run.date()));
    last.save(fingerprint, Map.of(LedgerTable.NAME, ledger), List.of(ORDERS));
    return true;
  }
}
