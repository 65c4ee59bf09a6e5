package io.tributary.customer;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.tributary.identity.IdentityTables;
import io.tributary.identity.UsableIdentifiers;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.StagedChanges;
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
import io.tributary.tag.TagColumns;
import io.tributary.tag.TagHistory;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Tag;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * Publishes {@code customers}, a wide row per customer as of the date; {@code rfm_cuts}, the cuts
 * that their scores came from; and {@code group_transitions}, who moved within 30 days.
 *
 * <p>A rule that surprises: everything is computed anew for the date, from the ledger; nothing
 * depends on the tables of an earlier night but the report of who moved since then.
 */
public final class BuildCustomers implements Job {
  private static final String CUSTOMERS = "customers";
  private static final String CUTS = "rfm_cuts";
  private static final String TRANSITIONS = "group_transitions";
  private static final String IDENTIFIERS = IdentityTables.IDENTIFIERS.name();
  private static final String RECORDS = IdentityTables.CUSTOMER_RECORDS.name();
  private static final String ID_HISTORY = "one_id_history";

  @Override
  public String name() {
    return CUSTOMERS;
  }

  @Override
  public String description() {
    return "says who each customer is and where they stand";
  }

  @Override
  public List<String> reads() {
    return List.of(
        IDENTIFIERS,
        RECORDS,
        ID_HISTORY,
        LedgerTable.NAME,
        Codes.TABLE,
        "orders",
        PreferenceModels.TABLE,
        CleanTable.name("member"),
        CleanTable.name("consent"),
        CleanTable.name("event"),
        CleanTable.name("touch"),
        CleanTable.name("product"),
        CleanTable.name("store"));
  }

  @Override
  public List<String> writes() {
    return List.of(CUSTOMERS, CUTS, TRANSITIONS, TagHistory.TABLE);
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    Settings settings = run.workspace().settings();
    String fingerprint = fingerprint(run);
    Map<String, Long> read = lake.versions(reads());
    JobState last = JobState.of(lake, name());
    if (!run.full() && last.isUpToDate(fingerprint, read)) {
      return JobResult.unchanged("every customer stands as of " + run.date());
    }
    Sessions.fit(run.spark(), lake.bytes(reads()));
    CustomerRules rules = new CustomerRules(settings, run.date());
    Catalogue catalogue = Catalogue.read(lake);
    Dataset<Row> ledger = lake.read(LedgerTable.NAME);
    Dataset<Row> numbers = NormInputs.of(ledger, rules, catalogue).persist();
    List<CycleNorms> cycles = NormInputs.cycles(numbers, settings);
    RfmCuts cuts = NormInputs.cuts(numbers, settings.rfm());
    numbers.unpersist();
    Dataset<Row> customers =
        CustomerScan.of(
            people(run),
            ledger,
            rules,
            catalogue,
            cycles.get(0),
            cycles.get(1),
            cuts,
            stores(lake),
            new PreferenceColumns(
                catalogue,
                settings.categoryPreference(),
                PreferenceModels.current(lake).map(model -> model.on(catalogue))));
    Dataset<Row> reached = PreferredChannel.add(customers, lake, run.date());
    Map<String, Object> details = write(run, forTags(reached, run, cuts, cycles.get(0)), cuts);
    last.save(fingerprint, read, writes());
    long count = lake.read(CUSTOMERS).count();
    return new JobResult(true, count, count, "%,d customers".formatted(count), details);
  }

  private static Map<String, Object> write(Run run, Dataset<Row> customers, RfmCuts cuts) {
    Lake lake = run.lake();
    TableSpec spec = spec(run);
    Optional<Dataset<Row>> before = before(lake, spec, run.date());
    Dataset<Row> rows = complete(TagColumns.add(customers, run), spec);
    run.lock().verify();
    if (!lake.has(CUSTOMERS) || hasSameColumns(lake.readAsItIs(CUSTOMERS), spec)) {
      lake.overwrite(spec, rows);
    } else {
      lake.overwriteWithColumns(spec, rows);
    }
    Dataset<Row> now = lake.read(CUSTOMERS);
    Map<String, Object> details = new TreeMap<>();
    List<Callable<Boolean>> others = new ArrayList<>();
    others.add(() -> overwrite(lake, CUTS, RfmCutsTable.of(cuts, run.spark(), run.date())));
    others.add(() -> overwrite(lake, TRANSITIONS, GroupTransitions.of(now)));
    others.add(() -> writeTagHistory(run, now));
    before.ifPresent(b -> others.add(() -> details.put("moved", moved(lake, b, now)) == null));
    Parallel.all(run.spark(), others);
    return details;
  }

  private static String fingerprint(Run run) {
    Settings s = run.workspace().settings();
    List<Object> parts =
        new ArrayList<>(
            List.of(
                run.date(),
                s.timezone(),
                s.purchaseUnit(),
                s.lifecycle(),
                s.rfm(),
                s.cycle(),
                s.calendar(),
                s.history(),
                s.aovBands(),
                s.ageBands(),
                s.categoryPreference(),
                s.contactPolicy(),
                s.identity().namespaces()));
    parts.add(TagColumns.inputs(run.workspace()));
    parts.add(spec(run).columnNames());
    return Fingerprint.ofSettings(parts.toArray());
  }

  private static TableSpec spec(Run run) {
    TableSpec published = Contracts.table(CUSTOMERS, run.workspace());
    return published.withInternal(InternalColumns.ALL, published.key());
  }

  private static Dataset<Row> people(Run run) {
    Lake lake = run.lake();
    return new People(
            UsableIdentifiers.of(lake, run.date()),
            lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS),
            lake.readOrEmpty(CleanTable.spec("member")),
            lake.readOrEmpty(CleanTable.spec("consent")),
            lake.readOrEmpty(CleanTable.spec("touch")),
            run.workspace().settings(),
            run.date())
        .read();
  }

  private static NearestStore stores(Lake lake) {
    List<Row> places =
        lake.readOrEmpty(CleanTable.spec("store"))
            .where(
                col("gone_on")
                    .isNull()
                    .and(col("latitude").isNotNull())
                    .and(col("longitude").isNotNull()))
            .select("latitude", "longitude")
            .collectAsList();
    return new NearestStore(
        places.stream()
            .map(row -> new double[] {row.getDouble(0), row.getDouble(1)})
            .toArray(double[][]::new));
  }

  /** What tags may look at beside the columns of the table: means of RFM, the usual cycle. */
  private static Dataset<Row> forTags(
      Dataset<Row> customers, Run run, RfmCuts cuts, CycleNorms cycles) {
    return customers
        .withColumn("as_of", lit(Date.valueOf(run.date())))
        .withColumn("rfm_recency_mean", lit(cuts.recency().mean()))
        .withColumn("rfm_frequency_mean", lit(cuts.frequency().mean()))
        .withColumn("rfm_monetary_mean", lit(cuts.monetary().mean() / 100))
        .withColumn("usual_cycle_days", lit(cycles.usual()));
  }

  /** The rows as the table has them; the columns of later jobs are empty. */
  private static Dataset<Row> complete(Dataset<Row> rows, TableSpec spec) {
    List<String> known = List.of(rows.columns());
    Column[] columns =
        spec.columns().stream()
            .map(c -> known.contains(c.name()) ? col(c.name()) : lit(null).as(c.name()))
            .toArray(Column[]::new);
    return rows.select(columns);
  }

  private static boolean overwrite(Lake lake, String table, Dataset<Row> rows) {
    lake.overwrite(Contracts.table(table), rows);
    return true;
  }

  private static List<Map<String, Object>> moved(Lake lake, Dataset<Row> before, Dataset<Row> now) {
    return ChangeReport.between(before, now, changedIds(lake, before));
  }

  private static boolean writeTagHistory(Run run, Dataset<Row> customers) {
    Lake lake = run.lake();
    TableSpec spec = Contracts.table(TagHistory.TABLE);
    lake.ensure(spec);
    List<Tag> tags = run.workspace().tags();
    boolean hasRows = lake.version(spec.name()) > 0;
    if (tags.isEmpty() && !hasRows) {
      return false;
    }
    Dataset<Row> touched = TagHistory.touched(lake.read(spec.name()), run.date());
    Dataset<Row> values =
        tags.isEmpty()
            ? lake.empty(spec).select("one_id", "tag", "value")
            : TagHistory.values(customers, tags);
    Dataset<Row> desired = TagHistory.of(touched, values, run.date());
    StagedChanges.write(lake, spec, Lake.difference(spec, desired, touched))
        .apply(lake, run.lock());
    return true;
  }

  /**
   * The customers of the last night of an earlier date, if there are any and their columns are
   * still the same. When a date is run again, its own table stands before them.
   */
  private static Optional<Dataset<Row>> before(Lake lake, TableSpec spec, LocalDate date) {
    if (!lake.has(CUSTOMERS)) {
      return Optional.empty();
    }
    long version = lake.version(CUSTOMERS);
    Dataset<Row> customers = lake.readAsItIs(CUSTOMERS);
    try {
      Optional<LocalDate> asOf = asOf(customers);
      while (asOf.isPresent() && !asOf.get().isBefore(date) && version > 0) {
        version--;
        customers = lake.asOf(Map.of(CUSTOMERS, version)).read(CUSTOMERS);
        asOf = asOf(customers);
      }
      return asOf.filter(day -> day.isBefore(date)).isPresent() && hasSameColumns(customers, spec)
          ? Optional.of(customers)
          : Optional.empty();
    } catch (Exception e) {
      // Delta's and Spark's own: checked, but not declared by their Scala code.
      if (Lake.isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<LocalDate> asOf(Dataset<Row> customers) {
    return customers.select("as_of").limit(1).collectAsList().stream()
        .map(row -> row.getDate(0).toLocalDate())
        .findFirst();
  }

  private static boolean hasSameColumns(Dataset<Row> customers, TableSpec spec) {
    Map<String, String> types = new HashMap<>();
    spec.columns().forEach(c -> types.put(c.name(), c.type()));
    return Arrays.stream(customers.schema().fields())
        .allMatch(f -> DataType.fromDDL(types.getOrDefault(f.name(), "void")).equals(f.dataType()));
  }

  private static Dataset<Row> changedIds(Lake lake, Dataset<Row> before) {
    if (!lake.has(ID_HISTORY)) {
      return before.select("one_id").limit(0);
    }
    Dataset<Row> since = before.select(col("as_of").as("since")).limit(1);
    return lake.read(ID_HISTORY)
        .where(col("event").isin("merged", "split"))
        .join(since, col("on").gt(col("since")), "inner")
        .select(explode(array(col("one_id"), col("other_one_id"))).as("one_id"))
        .where(col("one_id").isNotNull())
        .distinct();
  }
}
