package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;

import io.tributary.lake.Lake;
import io.tributary.lake.StagedChanges;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes what a night found out: only rows that differ, and no table that would stay the same. */
final class IdentityOutputs {
  private final Run run;
  private final Lake lake;
  private final boolean inFull;
  private final Scratch scratch;

  IdentityOutputs(Run run, boolean inFull, Scratch scratch) {
    this.run = run;
    this.lake = run.lake();
    this.inFull = inFull;
    this.scratch = scratch;
  }

  /** Writes the night's tables; rows that changed, by table. */
  Map<String, Long> write(Reach reach, Resolution resolution) {
    List<Callable<Map.Entry<String, Long>>> tasks =
        List.of(
            () ->
                writeChanges(
                    IdentityTables.IDENTIFIERS, resolution.identifiers(), table(reach.before())),
            () ->
                writeChanges(
                    IdentityTables.CUSTOMER_RECORDS, resolution.owners(), ownersBefore(reach)),
            () -> writeConflicts(reach, resolution),
            () -> writeHistory(resolution));
    Map<String, Long> changed = new LinkedHashMap<>();
    Parallel.all(run.spark(), tasks).forEach(e -> changed.put(e.getKey(), e.getValue()));
    return changed;
  }

  private Map.Entry<String, Long> writeChanges(
      TableSpec spec, Dataset<Row> desired, Dataset<Row> current) {
    StagedChanges changes =
        StagedChanges.write(lake, spec, Lake.difference(spec, desired, current));
    changes.apply(lake, run.lock());
    lake.ensure(spec);
    return Map.entry(spec.name(), changes.count());
  }

  private static Dataset<Row> table(Dataset<Row> known) {
    return known
        .withColumn("first_seen_on", col("first_on"))
        .withColumn("last_seen_on", nullif(col("last_on"), lit(Evidence.FOR_EVER)));
  }

  private Dataset<Row> ownersBefore(Reach reach) {
    Dataset<Row> all = lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS);
    if (inFull) {
      return all;
    }
    Dataset<Row> records =
        scratch.lookup(
            reach.records().select("entity", "record_key").unionByName(reach.changed()).distinct());
    return all.join(records, new String[] {"record_key", "entity"}, "left_semi");
  }

  private Map.Entry<String, Long> writeConflicts(Reach reach, Resolution resolution) {
    TableSpec spec = Contracts.table(IdentityConflicts.TABLE);
    List<String> names =
        new ArrayList<>(run.workspace().settings().identity().namespaces().keySet());
    Dataset<Row> conflicts =
        scratch.keep(
            IdentityConflicts.of(resolution.refused(), resolution.members(), names, run.date()));
    Dataset<Row> others =
        IdentityConflicts.without(lake.readOrEmpty(spec), reach.before(), run.date());
    Dataset<Row> all = inFull ? conflicts : conflicts.unionByName(others);
    long refused = conflicts.count();
    if (refused > 0 || !lake.readOrEmpty(spec).isEmpty()) {
      lake.overwrite(spec, all);
    }
    lake.ensure(spec);
    return Map.entry(spec.name(), refused);
  }

  private Map.Entry<String, Long> writeHistory(Resolution resolution) {
    TableSpec spec = Contracts.table(IdHistory.TABLE);
    long events = resolution.events().count();
    if (events > 0) {
      lake.append(spec, IdHistory.dated(resolution.events(), run.date()));
    }
    return Map.entry(spec.name(), events);
  }

  /** Adds the night's row to {@code identity_summary}, and returns it. */
  Row writeSummary() {
    run.lock().verify();
    TableSpec spec = Contracts.table(IdentitySummary.TABLE);
    // Brings columns that a table of an earlier version lacks, before its rows are read.
    lake.ensure(spec);
    Dataset<Row> tonight =
        scratch.keep(
            IdentitySummary.of(
                    lake.read(IdentityTables.IDENTIFIERS.name()),
                    lake.read(IdentityTables.CUSTOMER_RECORDS.name()),
                    lake.readOrEmpty(Contracts.table(IdentityConflicts.TABLE)),
                    lake.readOrEmpty(Contracts.table(IdHistory.TABLE)),
                    run.date())
                .select(spec.select()));
    Dataset<Row> others =
        lake.readOrEmpty(spec)
            .where(col("as_of").notEqual(lit(Date.valueOf(run.date()))))
            .select(spec.select());
    lake.overwrite(spec, tonight.unionByName(others));
    return tonight.head();
  }

  /**
   * Gives a night in which nobody changed its row of {@code identity_summary}.
   *
   * @return whether it had none yet
   */
  static boolean repeatSummary(Run run) {
    TableSpec spec = Contracts.table(IdentitySummary.TABLE);
    run.lake().ensure(spec);
    List<Row> row =
        IdentitySummary.repeated(run.lake().read(spec.name()), run.date())
            .select(spec.select())
            .collectAsList();
    if (!row.isEmpty()) {
      run.lock().verify();
      run.lake().append(spec, run.spark().createDataFrame(row, run.lake().empty(spec).schema()));
    }
    return !row.isEmpty();
  }
}
