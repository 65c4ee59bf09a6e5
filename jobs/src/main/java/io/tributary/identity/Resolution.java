package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;

import io.tributary.vault.VaultKey;
import java.time.LocalDate;
import java.util.List;
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

  /**
   * Groups of identifiers: {@code members} with their {@code component} and {@code grp}, and what
   * {@link Limits#takeApart} says of the components that broke a limit.
   */
  private record Grouping(Dataset<Row> members, Dataset<Row> takenApart) {}

  static Resolution of(Reach reach, Tools tools) {
    Scratch scratch = tools.scratch();
    Column isUsable = col("status").equalTo(IdentityTables.USABLE);
    Dataset<Row> usable = reach.identifiers().where(isUsable).drop("records", "status");
    Dataset<Row> mentions =
        scratch.keep(
            Tenures.assign(
                    Evidence.mentions(reach.records().where(Evidence.namesSeveral())), usable)
                .select("entity", "record_key", "start_on", "end_on", "node", "rank", "inside"));
    Grouping groups = grouped(usable.where(col("inside")), mentions.where(col("inside")), tools);

    Dataset<Row> before =
        scratch.keep(SameTenures.of(reach.before(), reach.identifiers(), scratch));
    Dataset<Row> overlaps =
        scratch.keep(
            StableIds.overlaps(
                groups.members(),
                before,
                reach.before().where(isUsable).select("one_id", "first_on")));
    Dataset<Row> kept =
        scratch.keep(
            StableIds.kept(
                overlaps, groups.members(), tools.vault(), tools.memoryBudget(), scratch));
    Dataset<Row> fresh = scratch.keep(fresh(groups.members(), kept, tools));
    Dataset<Row> ids = kept.unionByName(fresh);
    Dataset<Row> members = scratch.keep(groups.members().join(ids, new String[] {"grp"}, "inner"));

    String[] customer = {"node", "namespace", "key", "tenure", "first_on", "last_on", "one_id"};
    Dataset<Row> customers =
        members
            .selectExpr(customer)
            .unionByName(usable.where(not(col("inside"))).selectExpr(customer));
    Dataset<Row> owners =
        RecordOwners.ofOneIdentifier(reach.records().where(not(Evidence.namesSeveral())), customers)
            .unionByName(RecordOwners.of(mentions, customers, tools.vault(), scratch));
    Dataset<Row> events = scratch.keep(IdHistory.events(fresh, ids, overlaps));
    return new Resolution(
        table(reach, members),
        owners,
        groups.takenApart().where(col("b").isNotNull()),
        members,
        withEvidence(events, before, mentions, reach, scratch),
        overlaps);
  }

  private static Grouping grouped(Dataset<Row> usable, Dataset<Row> mentions, Tools tools) {
    Scratch scratch = tools.scratch();
    Dataset<Row> links = scratch.keep(Links.of(Links.nodesOfRecords(mentions)));
    Dataset<Row> components =
        scratch.keep(Components.of(links.select("a", "b"), tools.memoryBudget()));
    Dataset<Row> inComponents =
        scratch.keep(
            usable
                .drop("one_id", "inside")
                .join(components, new String[] {"node"}, "left_outer")
                .withColumn("component", coalesce(col("component"), col("node"))));
    Dataset<Row> takenApart = takenApart(inComponents, links, tools);
    return new Grouping(scratch.keep(Limits.grouped(inComponents, takenApart)), takenApart);
  }

  /** New ids for the groups that keep none. */
  private static Dataset<Row> fresh(Dataset<Row> members, Dataset<Row> kept, Tools tools) {
    Dataset<Row> nameless = members.join(kept, new String[] {"grp"}, "left_anti");
    return NewIds.of(
        SmallestIdentifiers.of(nameless, tools.vault()),
        tools.issuedThatDay(),
        tools.date(),
        tools.key());
  }

  private static Dataset<Row> takenApart(
      Dataset<Row> inComponents, Dataset<Row> links, Tools tools) {
    Dataset<Row> broken = tools.scratch().keep(Limits.broken(inComponents, tools.namespaces()));
    if (broken.isEmpty()) {
      return inComponents.sparkSession().createDataFrame(List.of(), LimitedGroups.RESULT);
    }
    Dataset<Row> members = inComponents.join(broken, new String[] {"component"}, "left_semi");
    return tools
        .scratch()
        .keep(Limits.takeApart(members, links, tools.vault(), tools.namespaces()));
  }

  private static Dataset<Row> withEvidence(
      Dataset<Row> events,
      Dataset<Row> before,
      Dataset<Row> mentions,
      Reach reach,
      Scratch scratch) {
    Dataset<Row> merged = events.where(col("event").equalTo(IdHistory.MERGED)).select("one_id");
    if (merged.isEmpty()) {
      return events.withColumn("evidence", lit(null).cast("string"));
    }
    Dataset<Row> evidence = IdHistory.evidence(merged, before, mentions, reach.changed());
    return scratch.keep(
        events
            .join(
                evidence.withColumn("event", lit(IdHistory.MERGED)),
                new String[] {"one_id", "event"},
                "left_outer")
            .select("one_id", "event", "other_one_id", "evidence"));
  }

  /** The rows of the table: usable identifiers with their customers, and the others. */
  private static Dataset<Row> table(Reach reach, Dataset<Row> members) {
    Dataset<Row> theirs = members.select("node", "one_id", "component");
    return reach
        .identifiers()
        .where(col("inside").or(col("status").notEqual(IdentityTables.USABLE)))
        .drop("one_id")
        .join(theirs, new String[] {"node"}, "left_outer")
        .withColumn("first_seen_on", col("first_on"))
        .withColumn("last_seen_on", nullif(col("last_on"), lit(Evidence.FOR_EVER)));
  }
}
