package io.tributary.erasure;

import static org.apache.spark.sql.functions.col;

import io.tributary.audience.EraseDeliveries;
import io.tributary.identity.Erasures;
import io.tributary.identity.ForgetIdentity;
import io.tributary.identity.Person;
import io.tributary.identity.ResolveIdentities;
import io.tributary.ingest.ForgetDelivered;
import io.tributary.ingest.Tombstones;
import io.tributary.ingest.Tombstones.Tombstone;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.PendingErasure;
import io.tributary.lake.TableHistory;
import io.tributary.ledger.BuildLedger;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Removes a person from everything that a workspace keeps. Their orders stay, and are nobody's.
 *
 * <p>The order of the steps is what makes it safe to be killed: first a note of what is to be done,
 * then the tombstones, so that no dump brings back what goes; what tells where they are (the ledger
 * of audiences) goes after what it leads to; and earlier versions go when nothing can ask for them
 * any more. Each step may be done again.
 */
public final class ErasePerson {
  /** Jobs that put tables back to their last finished night before they go on. */
  private static final List<String> ROLLING_BACK = List.of("identity", "audiences", "effect");

  private final Run run;
  private final Lake lake;
  private final PendingErasure pending;

  /**
   * Prepares for a lake.
   *
   * @param run as of the lake's last date, with the lock
   */
  public ErasePerson(Run run) {
    this.run = run;
    this.lake = run.lake();
    this.pending = new PendingErasure(lake);
  }

  /** An erasure that was begun and not finished, if there is one. */
  public Optional<Erasure> unfinished() {
    return pending.read().map(Erasure::parse);
  }

  /**
   * What an erasure would do. Changes nothing.
   *
   * @param on what is dated up to this date is not to come back; records that are in the lake do
   *     not either, whatever their date
   * @throws UserMistake if the lake's last night was not finished
   */
  public Erasure plan(Person person, LocalDate on) {
    requireFinishedNight();
    List<String> openEnded =
        person.identifiers().stream()
            .filter(i -> i.until().isEmpty())
            .map(Person.Identifier::key)
            .toList();
    LocalDate last = ForgetIdentity.newestMention(lake, openEnded).filter(on::isBefore).orElse(on);
    List<Tombstone> tombstones =
        person.identifiers().stream().map(i -> tombstone(i, last)).toList();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Erasure erasure = Erasure.of(on, now, person.oneIds(), tombstones);
    return erasure.counted(counts(erasure), deliveries(erasure).sent());
  }

  private Map<String, Long> counts(Erasure erasure) {
    Map<String, Long> rows = new LinkedHashMap<>(forgetDelivered(erasure).preview());
    rows.putAll(customerTables(erasure).counts());
    rows.put("exported files", new ErasedExports(run, erasure).count());
    rows.put("delivered files", deliveries(erasure).count());
    rows.values().removeIf(n -> n == 0);
    return rows;
  }

  private void requireFinishedNight() {
    if (!new ResolveIdentities().isUpToDate(run)) {
      throw new UserMistake(
          "The lake's last night was not finished, or settings of identity have changed since. Run `tributary nightly --date %s` first: what it would change is not for an erasure to decide."
              .formatted(run.date()));
    }
  }

  private static Tombstone tombstone(Person.Identifier identifier, LocalDate last) {
    return new Tombstone(
        identifier.namespace(),
        identifier.key(),
        identifier.from().orElse(null),
        identifier.until().orElse(last),
        identifier.until().isEmpty());
  }

  /** Does what was planned; or, if it was begun before, the rest of it. */
  public void carryOut(Erasure erasure) {
    run.lock().verify();
    pending.begin(erasure.json());
    Tombstones.add(lake, run.spark(), erasure.tombstones());
    step("deliveries and exports of all nights");
    deliveries(erasure).carryOut();
    new ErasedExports(run, erasure).carryOut();
    step("clean tables and vault");
    ROLLING_BACK.forEach(job -> JobState.rollBackUnfinished(lake, job));
    forgetDelivered(erasure).carryOut(run.lock());
    step("identity and ledger");
    resolve(erasure);
    step("tables of customers");
    customerTables(erasure).delete(run.lock());
    List<String> tables = customerTables(erasure).leadingToPeople();
    JobState.accept(lake, tables);
    step("earlier versions");
    forgetHistory(tables);
    noteAudit(erasure);
    lake.files().delete(lake.internal("staging"));
    pending.end();
  }

  private void step(String what) {
    run.lock().verify();
    run.console().begin("erasing from " + what);
  }

  private ForgetDelivered forgetDelivered(Erasure erasure) {
    return new ForgetDelivered(
        lake,
        run.workspace().settings().identity().namespaces(),
        run.key(),
        Tombstones.of(lake).and(erasure.tombstones()));
  }

  private CustomerTables customerTables(Erasure erasure) {
    return new CustomerTables(run.spark(), lake, erasure.oneIds());
  }

  private EraseDeliveries deliveries(Erasure erasure) {
    return new EraseDeliveries(run, erasure.oneIds(), erasure.on());
  }

  /** Who is who, and whose each order is, as of the same date, without the person's records. */
  private void resolve(Erasure erasure) {
    ResolveIdentities identity = ResolveIdentities.afterErasure();
    new ForgetIdentity(lake, erasure.oneIds(), erasure.keys()).carryOut(run.lock());
    JobState.accept(lake, identity.writes());
    identity.run(run);
    new BuildLedger().run(run);
  }

  private void forgetHistory(List<String> tables) {
    TableHistory history = new TableHistory(run.spark(), lake);
    Sessions.fit(run.spark(), lake.bytes(lake.tables()));
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (String table : tables) {
      tasks.add(
          () -> {
            run.lock().verify();
            history.forget(table);
            return true;
          });
    }
    Parallel.all(run.spark(), tasks);
  }

  private void noteAudit(Erasure erasure) {
    Timestamp begun = Timestamp.from(erasure.begunAt());
    boolean isNoted =
        !lake.readOrEmpty(Erasures.SPEC).where(col("begun_at").equalTo(begun)).isEmpty();
    if (isNoted) {
      return;
    }
    Object[] identifiers =
        erasure.tombstones().stream()
            .map(t -> RowFactory.create(t.namespace(), HexFormat.of().parseHex(t.key())))
            .toArray();
    Row row =
        RowFactory.create(
            begun,
            Timestamp.from(Instant.now()),
            Date.valueOf(erasure.on()),
            System.getProperty("user.name"),
            erasure.oneIds().toArray(),
            identifiers,
            erasure.rows());
    lake.append(
        Erasures.SPEC,
        run.spark().createDataFrame(List.of(row), lake.empty(Erasures.SPEC).schema()));
  }
}
