package io.tributary.audience;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.identity.IdentityTables;
import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.journey.JourneyGate;
import io.tributary.journey.JourneyNight;
import io.tributary.journey.JourneySteps;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.StagedChanges;
import io.tributary.lake.TableSpec;
import io.tributary.ledger.Codes;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Audience;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.Settings;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Selects the workspace's audiences and delivers them. {@code audience_ledger} has a row per
 * audience, night and person who fits: selected, control, or left out and why; {@code
 * exports/<D>/audiences/<audience>/} the files that platforms are given.
 *
 * <p>Rules that surprise: a person belongs to one audience with a priority per night, the highest
 * one in which nothing is against them; whom its limit or a platform's minimum leaves out is free
 * for the others. Arms are drawn last, so control passes the same rules as the others.
 */
public final class BuildAudiences implements Job {
  private static final String LEDGER = Selection.LEDGER;
  private static final List<String> TABLES = List.of(LEDGER, Arms.TABLE, JourneySteps.TABLE);

  @Override
  public String name() {
    return "audiences";
  }

  @Override
  public String description() {
    return "selects the audiences and the steps of journeys, and writes the files that platforms are given";
  }

  @Override
  public List<String> reads() {
    return List.of(
        "customers",
        LedgerTable.NAME,
        Codes.TABLE,
        "orders",
        "repurchase_timing",
        IdentityTables.IDENTIFIERS.name(),
        IdentityTables.CUSTOMER_RECORDS.name(),
        "one_id_history",
        CleanTable.name("member"),
        CleanTable.name("consent"),
        CleanTable.name("event"),
        CleanTable.name("touch"),
        CleanTable.name("product"),
        Vault.TABLE);
  }

  @Override
  public List<String> writes() {
    return List.of(LEDGER, Arms.TABLE, JourneySteps.TABLE, "exports");
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    List<Audience> audiences = run.workspace().audiences();
    lake.ensure(Contracts.table(LEDGER));
    lake.ensure(JourneySteps.spec());
    boolean hasRows = lake.version(LEDGER) > 0 || lake.version(JourneySteps.TABLE) > 0;
    if (audiences.isEmpty() && !hasRows) {
      return JobResult.unchanged("the workspace has no audiences and no journeys");
    }
    String fingerprint = fingerprint(run);
    Map<String, Long> read = lake.versions(reads());
    JobState last = JobState.of(lake, name());
    if (isUpToDate(run, last, fingerprint, read)) {
      return JobResult.unchanged("every audience stands as of " + run.date());
    }
    last.rollBack(TABLES);
    Sessions.fit(run.spark(), lake.bytes(reads()));
    select(run);
    List<AudienceResult> results = AudienceResult.of(tonight(lake, run.date()), audiences);
    Map<String, Long> tables = new TreeMap<>(read);
    tables.putAll(lake.versions(TABLES));
    int sent = new PublishDeliveries(run).publish(tonight(lake, run.date()), results, tables);
    last.save(fingerprint, read, TABLES);
    return result(results, sent, lake);
  }

  private static JobResult result(List<AudienceResult> results, int sent, Lake lake) {
    Map<String, Object> details = new TreeMap<>();
    results.forEach(r -> details.put(r.audience().name(), r.counts()));
    long people = results.stream().mapToLong(AudienceResult::selected).sum();
    return new JobResult(
        true,
        lake.read("customers").count(),
        people,
        "%d audiences, %,d people selected%s"
            .formatted(results.size(), people, sent == 0 ? "" : ", %d files sent".formatted(sent)),
        Map.of("audiences", details, "files_sent", sent));
  }

  private boolean isUpToDate(Run run, JobState last, String fingerprint, Map<String, Long> read) {
    return !run.full()
        && last.ranWith(fingerprint)
        && run.lake().files().exists(PublishDeliveries.shown(run.workspace().exports(), run.date()))
        && reads().stream()
            .allMatch(t -> last.versionRead(t).equals(Optional.ofNullable(read.get(t))));
  }

  private static String fingerprint(Run run) {
    Settings settings = run.workspace().settings();
    return Fingerprint.ofSettings(
        run.date(),
        settings.timezone(),
        settings.contactPolicy(),
        settings.deliveries(),
        settings.identity().namespaces(),
        run.workspace().audiences(),
        run.workspace().journeys(),
        Selection.profiles(run.workspace().audiences()));
  }

  static Dataset<Row> tonight(Lake lake, LocalDate date) {
    return lake.readOrEmpty(Contracts.table(LEDGER))
        .where(col("as_of").equalTo(lit(Date.valueOf(date))));
  }

  /** Writes tonight's rows of the ledger, and the arms that are new. */
  private static void select(Run run) {
    Lake lake = run.lake();
    List<Audience> audiences = run.workspace().audiences();
    List<DeliveryProfile> profiles = Selection.profiles(audiences);
    lake.ensure(Arms.DRAWN);
    try (Selection selection = new Selection(run.spark(), lake, run.workspace(), run.date())) {
      Limits.Decided decided = selection.decided();
      gate(run, decided.counts(), selection.journeys().entering());
      Dataset<Row> heirs = lake.lookup("heirs", selection.heirs());
      Dataset<Row> frozen = Arms.frozen(lake.readAsItIs(Arms.TABLE), heirs, audiences);
      Dataset<Row> exceptions = lake.lookup("arms", Arms.exceptions(frozen, audiences));
      Dataset<Row> drawn = Arms.draw(decided.rows(), audiences, exceptions);
      Date date = Date.valueOf(run.date());
      Column deliveries = deliveries(decided.counts().deliveries(), profiles);
      writeLedger(run, decided.counts(), rows(drawn, audiences, deliveries, date));
      Dataset<Row> fresh = Arms.fresh(tonight(lake, run.date()), audiences, frozen, date);
      write(run, Arms.DRAWN, Lake.additions(Arms.DRAWN, fresh));
      writeSteps(run, selection.journeys());
    }
  }

  private static void write(Run run, TableSpec spec, Dataset<Row> changes) {
    StagedChanges.write(run.lake(), spec, changes).apply(run.lake(), run.lock());
  }

  private static void writeLedger(Run run, AudienceCounts counts, Dataset<Row> rows) {
    TableSpec ledger = Contracts.table(LEDGER);
    Dataset<Row> before = tonight(run.lake(), run.date());
    if (!before.isEmpty()) {
      write(run, ledger, Lake.difference(ledger, rows, before));
    } else if (!counts.isEmpty()) {
      run.lock().verify();
      run.lake().append(ledger, rows);
    }
  }

  /** Notes what became of the journeys' steps, which only the ledger knows. */
  private static void writeSteps(Run run, JourneyNight journeys) {
    if (journeys.hasSteps()) {
      Dataset<Row> changes = journeys.changes(tonight(run.lake(), run.date()));
      write(run, JourneySteps.spec(), changes);
    }
  }

  private static void gate(Run run, AudienceCounts counts, Map<String, Long> entering) {
    List<Audience> audiences = run.workspace().audiences();
    Map<String, Long> now = new TreeMap<>();
    for (int i = 0; i < audiences.size(); i++) {
      now.put(audiences.get(i).name(), counts.fitting(i));
    }
    Map<String, Long> before =
        AudienceResult.fittingBefore(
            run.lake().readOrEmpty(Contracts.table(LEDGER)),
            audiences.stream().filter(a -> AudienceGate.compares(a, run.date())).toList(),
            run.date());
    BigDecimal maxChange = run.workspace().settings().quality().maxAudienceChange();
    List<String> stops = new ArrayList<>(AudienceGate.stops(before, now, maxChange));
    if (!entering.isEmpty()) {
      stops.addAll(JourneyGate.stops(entering, run.lake().read("customers").count(), maxChange));
    }
    if (!stops.isEmpty()) {
      throw new GateStopped(stops);
    }
  }

  /** The names of deliveries, of which only some sets occur: a bit per profile. */
  private static Column deliveries(Set<Long> sets, List<DeliveryProfile> profiles) {
    Column names = lit(new String[0]);
    for (long set : sets) {
      String[] ofSet =
          IntStream.range(0, profiles.size())
              .filter(p -> Flags.isSet(set, p))
              .mapToObj(p -> profiles.get(p).name())
              .toArray(String[]::new);
      names = when(col("deliveries").equalTo(set), lit(ofSet)).otherwise(names);
    }
    return names;
  }

  /** The rows as the ledger has them. */
  private static Dataset<Row> rows(
      Dataset<Row> drawn, List<Audience> audiences, Column deliveries, Date date) {
    Column isControl = col("arm").equalTo(Audience.CONTROL);
    Column isSelected = col("reason").isNull().and(isControl.isNull().or(isControl.equalTo(false)));
    Column names = lit(audiences.stream().map(Audience::name).toArray(String[]::new));
    Column versions = lit(audiences.stream().map(Audience::version).toArray(String[]::new));
    return drawn.select(
        names.getItem(col("audience")).as("audience"),
        col("one_id"),
        col("arm"),
        when(col("reason").isNotNull(), "left_out")
            .when(isControl, "control")
            .otherwise("selected")
            .as("status"),
        col("reason"),
        when(isSelected, deliveries).otherwise(lit(new String[0])).as("deliveries"),
        versions.getItem(col("audience")).as("definition_version"),
        lit(date).as("as_of"));
  }
}
