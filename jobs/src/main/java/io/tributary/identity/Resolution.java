package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;

import io.tributary.vault.VaultKey;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a night finds out about a part of the evidence (semantics.md, OneID steps 4 to 7).
 *
 * @param identifiers the part's rows of the table {@code identifiers}
 * @param owners {@code entity, record_key, one_id} of its records that have a customer
 * @param refused the links that a limit refused, in the shape of {@link LimitedGroups#RESULT}
 * @param members identifiers with a customer: {@code node, namespace, key, tenure, rank, grp,
 *     one_id}
 * @param events as {@link IdHistory#events} gives them, with their evidence
 * @param overlaps as {@link StableIds#overlaps} gives them
 */
record Resolution(
    Dataset<Row> identifiers,
    Dataset<Row> owners,
    Dataset<Row> refused,
    Dataset<Row> members,
    Dataset<Row> events,
    Dataset<Row> overlaps) {

  /**
   * What the steps share.
   *
   * @param issuedThatDay ids that were issued on the night's date before: {@code one_id}; null if
   *     none were
   */
  record Tools(
      Namespaces namespaces,
      VaultValues vault,
      VaultKey key,
      LocalDate date,
      Dataset<Row> issuedThatDay,
      long memoryBudget,
      Scratch scratch) {}

  static Resolution of(Reach reach, Tools tools) {
    Scratch scratch = tools.scratch();
    Column isUsable = col("status").equalTo(IdentityTables.USABLE);
    Dataset<Row> usable =
        reach.identifiers().where(isUsable).drop("records", "status");
    Dataset<Row> mentions =
        scratch.keep(
            Tenures.assign(Evidence.mentions(reach.records()), usable)
                .select("entity", "record_key", "start_on", "end_on", "node", "rank", "inside"));
    Dataset<Row> links =
        scratch.keep(Links.of(Links.nodesOfRecords(mentions.where(col("inside")))));
    Dataset<Row> components =
        scratch.keep(Components.of(links.select("a", "b"), tools.memoryBudget()));
    Dataset<Row> inComponents =
        scratch.keep(
            usable
                .where(col("inside"))
                .drop("one_id", "inside")
                .join(components, Columns.named("node"), "left_outer")
                .withColumn("component", coalesce(col("component"), col("node"))));
    Dataset<Row> takenApart = takenApart(inComponents, links, tools);
    Dataset<Row> grouped = scratch.keep(Limits.grouped(inComponents, takenApart));

    Dataset<Row> before = reach.before().where(isUsable).select("node", "one_id", "first_on");
    Dataset<Row> overlaps = scratch.keep(StableIds.overlaps(grouped, before));
    Dataset<Row> kept =
        scratch.keep(
            StableIds.kept(overlaps, grouped, tools.vault(), tools.memoryBudget(), scratch));
    Dataset<Row> nameless =
        grouped.join(kept, Columns.named("grp"), "left_anti");
    Dataset<Row> fresh =
        scratch.keep(
            NewIds.of(
                SmallestIdentifiers.of(nameless, tools.vault()),
                tools.issuedThatDay(),
                tools.date(),
                tools.key()));
    Dataset<Row> ids = kept.unionByName(fresh);
    Dataset<Row> members = scratch.keep(grouped.join(ids, Columns.named("grp"), "inner"));

    Dataset<Row> customers =
        members
            .select("node", "namespace", "key", "tenure", "one_id")
            .unionByName(
                usable
                    .where(col("inside").equalTo(false))
                    .select("node", "namespace", "key", "tenure", "one_id"));
    Dataset<Row> owners = RecordOwners.of(mentions, customers, tools.vault(), scratch);
    Dataset<Row> events =
        scratch.keep(withEvidence(IdHistory.events(fresh, ids, overlaps), before, mentions, reach));
    return new Resolution(
        table(reach, members), owners, takenApart.where(col("b").isNotNull()), members, events, overlaps);
  }

  private static Dataset<Row> takenApart(
      Dataset<Row> inComponents, Dataset<Row> links, Tools tools) {
    Dataset<Row> broken =
        tools.scratch().keep(Limits.broken(inComponents, tools.namespaces()));
    if (broken.isEmpty()) {
      return inComponents.sparkSession().createDataFrame(java.util.List.of(), LimitedGroups.RESULT);
    }
    Dataset<Row> members = inComponents.join(broken, Columns.named("component"), "left_semi");
    return tools
        .scratch()
        .keep(Limits.takeApart(members, links, tools.vault(), tools.namespaces()));
  }

  private static Dataset<Row> withEvidence(
      Dataset<Row> events, Dataset<Row> before, Dataset<Row> mentions, Reach reach) {
    Dataset<Row> merged =
        events.where(col("event").equalTo(IdHistory.MERGED)).select("one_id");
    Dataset<Row> evidence =
        IdHistory.evidence(merged, before.select("node", "one_id"), mentions, reach.changed());
    return events.join(evidence, Columns.named("one_id"), "left_outer");
  }

  /** The rows of the table: usable identifiers with their customers, and the others. */
  private static Dataset<Row> table(Reach reach, Dataset<Row> members) {
    Dataset<Row> theirs = members.select("node", "one_id", "component");
    return reach
        .identifiers()
        .where(col("inside").or(col("status").notEqual(IdentityTables.USABLE)))
        .drop("one_id")
        .join(theirs, Columns.named("node"), "left_outer")
        .withColumn("first_seen_on", col("first_on"))
        .withColumn("last_seen_on", nullif(col("last_on"), lit(Evidence.FOR_EVER)));
  }
}
