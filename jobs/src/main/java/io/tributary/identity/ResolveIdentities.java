package io.tributary.identity;

import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds out who is who (semantics.md, OneID): which identifiers belong to one customer, and whose
 * each record is. A night computes the components anew that changed evidence reaches; in full when
 * asked to, when the settings changed, and the first time. Both give the same customers.
 *
 * <p>Rules that surprise: what matters is the evidence as it stands, not when it came; dates after
 * the business date count as they are; and a night in which no evidence changed adds its row to
 * {@code identity_summary} and leaves every other table as it was.
 */
public final class ResolveIdentities implements Job {
  private final boolean hasGates;
  private final IntFunction<Column> numbers;

  public ResolveIdentities() {
    this(true, NodeNumbers::of);
  }

  /**
   * The job.
   *
   * @param numbers by attempt, how identifiers are numbered
   */
  ResolveIdentities(boolean hasGates, IntFunction<Column> numbers) {
    this.hasGates = hasGates;
    this.numbers = numbers;
  }

  /** The same without gates: what an erasure changes was asked for. */
  public static ResolveIdentities afterErasure() {
    return new ResolveIdentities(false, NodeNumbers::of);
  }

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String description() {
    return "finds out who is who: one id per customer, and whose each record is";
  }

  @Override
  public List<String> reads() {
    List<String> tables = new ArrayList<>();
    Evidence.entities().forEach(entity -> tables.add(CleanTable.name(entity)));
    tables.add(Vault.TABLE);
    return tables;
  }

  @Override
  public List<String> writes() {
    return List.of(
        IdentityTables.IDENTIFIERS.name(),
        IdentityTables.CUSTOMER_RECORDS.name(),
        IdentitySummary.TABLE,
        IdentityConflicts.TABLE,
        IdHistory.TABLE);
  }

  @Override
  public JobResult run(Run run) {
    Lake lake = run.lake();
    JobState state = JobState.of(lake, name());
    run.lock().verify();
    state.rollBack(writes());
    EvidenceVersions versions = EvidenceVersions.of(run, state);
    if (versions.entities().isEmpty()) {
      return JobResult.unchanged("no evidence");
    }
    if (!versions.inFull() && versions.changed().isEmpty()) {
      return nobodyChanged(run, state, versions);
    }
    long bytes = lake.bytes(reads());
    Sessions.fit(run.spark(), bytes);
    Sessions.checkpointInto(run.spark(), lake.internal("staging/checkpoints").toString());
    try (Scratch scratch = new Scratch()) {
      IdentityNight night = new IdentityNight(run, versions, scratch, Sessions.isSmall(bytes));
      return resolve(run, state, versions, night, scratch);
    } finally {
      lake.files().delete(lake.internal("staging"));
    }
  }

  /** Whether the tables are what the clean tables and the settings say. */
  public boolean isUpToDate(Run run) {
    EvidenceVersions versions = EvidenceVersions.of(run, JobState.of(run.lake(), name()));
    return !versions.inFull() && versions.changed().isEmpty();
  }

  private JobResult nobodyChanged(Run run, JobState state, EvidenceVersions versions) {
    boolean isFirst = IdentityOutputs.repeatSummary(run);
    if (isFirst || !versions.changed().isEmpty()) {
      state.save(versions.fingerprint(), versions.now(), writes());
    }
    return new JobResult(isFirst, 0, isFirst ? 1 : 0, "no new evidence", Map.of());
  }

  private JobResult resolve(
      Run run, JobState state, EvidenceVersions versions, IdentityNight night, Scratch scratch) {
    Dataset<Row> changes = night.changes();
    if (!versions.inFull() && changes.isEmpty()) {
      return nobodyChanged(run, state, versions);
    }
    Reach reach = night.reach(changes, numbers);
    Resolution resolution = Resolution.of(reach, night.tools());
    IdentityGates gates = night.gates(resolution);
    List<String> stops = gates.stops(run.workspace().settings().quality());
    if (hasGates && !stops.isEmpty()) {
      throw new GateStopped(stops);
    }
    IdentityOutputs outputs = new IdentityOutputs(run, versions.inFull(), scratch);
    Map<String, Long> changed = outputs.write(reach, resolution);
    Row summary = outputs.writeSummary();
    state.save(versions.fingerprint(), versions.now(), writes());
    return night.result(gates, changed, summary);
  }
}
