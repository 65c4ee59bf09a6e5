package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tributary.ingest.CleanTable;
import io.tributary.ingest.Vault;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import java.sql.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One night of the identity job: its tables in, its tables out. */
final class IdentityNight {
  /** What one task may use to connect identifiers in memory. */
  private static final double MEMORY_SHARE = 0.25;

  private final Run run;
  private final Lake lake;
  private final EvidenceVersions versions;
  private final Scratch scratch;
  private final boolean isSmall;
  private final Namespaces namespaces;
  private final VaultValues vault;

  /**
   * Prepares a night.
   *
   * @param isSmall whether the lake's evidence is small enough to be read once and kept
   */
  IdentityNight(Run run, EvidenceVersions versions, Scratch scratch, boolean isSmall) {
    this.run = run;
    this.lake = run.lake();
    this.versions = versions;
    this.scratch = scratch;
    this.isSmall = isSmall;
    this.namespaces = new Namespaces(run.workspace().settings().identity());
    // Everything asks for nearly all of the vault, a later night for little of it.
    UnaryOperator<Dataset<Row>> asked =
        versions.inFull() ? UnaryOperator.identity() : scratch::lookup;
    this.vault = new VaultValues(keptIfSmall(lake.read(Vault.TABLE)), run.key(), asked);
  }

  private Dataset<Row> keptIfSmall(Dataset<Row> rows) {
    return isSmall ? scratch.keep(rows) : rows;
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

  /**
   * The part of the evidence to compute anew.
   *
   * @param numbers by attempt, how identifiers are numbered
   */
  Reach reach(Dataset<Row> changes, IntFunction<Column> numbers) {
    return Reach.withoutTwins(numbers, number -> reach(changes, number));
  }

  private Reach reach(Dataset<Row> changes, Column number) {
    Standing standing =
        new Standing(
            namespaces,
            new Blocklist(run.workspace().settings().identity(), run.key()),
            vault,
            scratch,
            number);
    Dataset<Row> evidence =
        keptIfSmall(Evidence.all(lake, versions.entities(), namespaces.names()));
    Dataset<Row> known =
        keptIfSmall(
            Standing.known(lake.readOrEmpty(IdentityTables.IDENTIFIERS), namespaces, number));
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
        (long) (Sessions.heapOfTasks(run.spark()) * MEMORY_SHARE),
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
    long merges = resolution.events().where(col("event").equalTo(IdHistory.MERGED)).count();
    Dataset<Row> ids = resolution.members().select("grp", "one_id").distinct();
    Row changed =
        resolution
            .overlaps()
            .join(ids, new String[] {"grp"}, "inner")
            .where(col("old_id").notEqual(col("one_id")))
            .agg(countDistinct("old_id"))
            .head();
    return new IdentityGates(before, changed.getLong(0), merges, largest.getLong(0));
  }

  /** What the night did. */
  JobResult result(IdentityGates gates, Map<String, Long> changed, Row summary) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("in_full", versions.inFull());
    details.put("changed", changed);
    details.put("merged", gates.merges());
    details.put("customers_changed", gates.changedCustomers());
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
