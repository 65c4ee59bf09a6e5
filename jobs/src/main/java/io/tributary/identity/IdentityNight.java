package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.nullif;

import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.JobState;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.lake.StagedChanges;
import io.tributary.lake.TableSpec;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Settings;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One night of the identity job: its tables in, its tables out. */
final class IdentityNight {
  /** What one task may use to connect identifiers in memory. */
  private static final double MEMORY_SHARE = 0.25;

  /**
   * Which versions of the clean tables a night reads.
   *
   * @param now the newest versions, by table
   * @param changed the entities whose tables changed since the last finished night, with the
   *     version that it had read (-1: none)
   * @param inFull whether everything is computed anew
   * @param fingerprint of the settings that decide who is who
   */
  record Versions(
      List<String> entities,
      Map<String, Long> now,
      Map<String, Long> changed,
      boolean inFull,
      String fingerprint) {

    static Versions of(Run run, JobState state) {
      Lake lake = run.lake();
      String orders = LakeState.of(lake).orders().orElse("");
      List<String> entities = Evidence.entities(lake, orders.equals("derived"));
      Map<String, Long> now = lake.versions(entities.stream().map(CleanTable::name).toList());
      Map<String, Long> changed = new TreeMap<>();
      boolean wentBack = false;
      for (String entity : entities) {
        long before = state.versionRead(CleanTable.name(entity)).orElse(-1L);
        long newest = now.get(CleanTable.name(entity));
        if (newest > before) {
          changed.put(entity, before);
        }
        wentBack |= newest < before;
      }
      String fingerprint = fingerprint(run, orders);
      boolean inFull = run.full() || wentBack || !state.ranWith(fingerprint);
      return new Versions(entities, now, changed, inFull, fingerprint);
    }

    /** Keyed, as the blocklist is among them. */
    private static String fingerprint(Run run, String orders) {
      Settings settings = run.workspace().settings();
      String text = settings.timezone() + " " + orders + " " + settings.identity();
      return HexFormat.of().formatHex(new Sealer(run.key()).hash("settings:identity", text));
    }
  }

  private final Run run;
  private final Lake lake;
  private final Versions versions;
  private final Scratch scratch;
  private final Namespaces namespaces;
  private final VaultValues vault;

  IdentityNight(Run run, Versions versions, Scratch scratch) {
    this.run = run;
    this.lake = run.lake();
    this.versions = versions;
    this.scratch = scratch;
    this.namespaces = new Namespaces(run.workspace().settings().identity());
    this.vault = new VaultValues(lake.read(Vault.TABLE), run.key());
  }

  /** What changed in the evidence since the last finished night; null if everything is new. */
  Dataset<Row> changes() {
    if (versions.inFull()) {
      return null;
    }
    Dataset<Row> feed =
        versions.changed().entrySet().stream()
            .map(
                table ->
                    Evidence.of(
                        table.getKey(),
                        lake.changesAfter(CleanTable.name(table.getKey()), table.getValue()),
                        "_change_type",
                        "_commit_version"))
            .reduce(Dataset::unionByName)
            .orElseThrow();
    return scratch.keep(EvidenceChanges.of(feed));
  }

  /** The part of the evidence to compute anew. */
  Reach reach(Dataset<Row> changes) {
    Standing standing =
        new Standing(
            namespaces,
            new Blocklist(run.workspace().settings().identity(), run.key()),
            vault,
            scratch);
    Dataset<Row> evidence = Evidence.all(lake, versions.entities());
    Dataset<Row> known = standing.known(lake.readOrEmpty(IdentityTables.IDENTIFIERS));
    return versions.inFull()
        ? Reach.everything(evidence, known, standing, scratch)
        : Reach.of(changes, evidence, known, standing, scratch);
  }

  Resolution.Tools tools() {
    Dataset<Row> issued =
        lake.readOrEmpty(Contracts.table(IdHistory.TABLE))
            .where(col("on").equalTo(lit(Date.valueOf(run.date()))))
            .where(col("event").notEqual(IdHistory.MERGED))
            .select("one_id");
    return new Resolution.Tools(
        namespaces,
        vault,
        run.key(),
        run.date(),
        issued.isEmpty() ? null : issued,
        (long) (Runtime.getRuntime().maxMemory() * MEMORY_SHARE),
        scratch);
  }

  /** What the night would do, for the gates. */
  IdentityGates gates(Resolution resolution) {
    long before =
        IdentitySummary.lastCustomers(lake.readOrEmpty(Contracts.table(IdentitySummary.TABLE)));
    Row largest =
        resolution
            .members()
            .groupBy("one_id")
            .agg(count(lit(1)).as("identifiers"))
            .agg(coalesce(max("identifiers"), lit(0L)))
            .head();
    long merges =
        resolution.events().where(col("event").equalTo(IdHistory.MERGED)).count();
    Dataset<Row> ids = resolution.members().select("grp", "one_id").distinct();
    Row changed =
        resolution
            .overlaps()
            .join(ids, Columns.named("grp"), "inner")
            .where(col("old_id").notEqual(col("one_id")))
            .agg(countDistinct("old_id"))
            .head();
    return new IdentityGates(before, changed.getLong(0), merges, largest.getLong(0));
  }

  /** Writes the night's tables; rows that changed, by table. */
  Map<String, Long> write(Reach reach, Resolution resolution) {
    List<Callable<Map.Entry<String, Long>>> tasks =
        List.of(
            () -> writeChanges(IdentityTables.IDENTIFIERS, resolution.identifiers(), table(reach.before())),
            () -> writeChanges(IdentityTables.CUSTOMER_RECORDS, resolution.owners(), ownersBefore(reach)),
            () -> writeConflicts(reach, resolution),
            () -> writeHistory(resolution));
    Map<String, Long> changed = new LinkedHashMap<>();
    Parallel.all(run.spark(), tasks).forEach(e -> changed.put(e.getKey(), e.getValue()));
    run.lock().verify();
    writeSummary();
    return changed;
  }

  private Map.Entry<String, Long> writeChanges(
      TableSpec spec, Dataset<Row> desired, Dataset<Row> current) {
    StagedChanges changes =
        StagedChanges.write(lake, spec, Lake.difference(spec, desired, current));
    lake.ensure(spec);
    changes.apply(lake, run.lock());
    return Map.entry(spec.name(), changes.count());
  }

  private static Dataset<Row> table(Dataset<Row> known) {
    return known
        .withColumn("first_seen_on", col("first_on"))
        .withColumn("last_seen_on", nullif(col("last_on"), lit(Evidence.FOR_EVER)));
  }

  private Dataset<Row> ownersBefore(Reach reach) {
    Dataset<Row> all = lake.readOrEmpty(IdentityTables.CUSTOMER_RECORDS);
    if (versions.inFull()) {
      return all;
    }
    Dataset<Row> records =
        reach
            .records()
            .select("entity", "record_key")
            .unionByName(reach.changed())
            .distinct();
    return all.join(records, Columns.named("entity", "record_key"), "left_semi");
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
    Dataset<Row> all = versions.inFull() ? conflicts : conflicts.unionByName(others);
    long refused = conflicts.count();
    lake.overwrite(spec, all);
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

  private void writeSummary() {
    TableSpec spec = Contracts.table(IdentitySummary.TABLE);
    Dataset<Row> row =
        IdentitySummary.of(
            lake.read(IdentityTables.IDENTIFIERS.name()),
            lake.read(IdentityTables.CUSTOMER_RECORDS.name()),
            lake.readOrEmpty(Contracts.table(IdentityConflicts.TABLE)),
            lake.readOrEmpty(Contracts.table(IdHistory.TABLE)),
            run.date());
    Dataset<Row> before = lake.readOrEmpty(spec);
    Dataset<Row> others = before.where(col("as_of").notEqual(lit(Date.valueOf(run.date()))));
    lake.overwrite(spec, row.unionByName(others.select(row.columns()[0], tail(row.columns()))));
  }

  private static String[] tail(String[] names) {
    return java.util.Arrays.copyOfRange(names, 1, names.length);
  }

  /** What the night did. */
  JobResult result(IdentityGates gates, Map<String, Long> changed) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("in_full", versions.inFull());
    details.put("changed", changed);
    details.put("merged", gates.merges());
    details.put("customers_changed", gates.changedCustomers());
    Row summary =
        lake.read(IdentitySummary.TABLE)
            .where(col("as_of").equalTo(lit(Date.valueOf(run.date()))))
            .head();
    long customers = summary.getAs("customers");
    return new JobResult(
        true,
        summary.getAs("records"),
        changed.values().stream().mapToLong(Long::longValue).sum(),
        "%,d customers, %,d identifiers, %,d merged, %,d links refused"
            .formatted(
                customers,
                summary.<Long>getAs("identifiers"),
                gates.merges(),
                summary.<Long>getAs("refused_links")),
        details);
  }
}
