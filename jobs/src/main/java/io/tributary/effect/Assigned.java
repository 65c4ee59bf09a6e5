package io.tributary.effect;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tributary.customer.Catalogue;
import io.tributary.identity.Heirs;
import io.tributary.identity.IdentityTables;
import io.tributary.lake.Lake;
import io.tributary.ledger.LedgerTable;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Run;
import io.tributary.preference.PreferenceModels;
import io.tributary.workspace.Campaign;
import java.sql.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads who is assigned, notes those who are new, and says who they are today. */
final class Assigned {
  /** The cycle of people who have none yet. */
  private static final double USUAL_CYCLE = 90;

  private final Run run;
  private final Lake lake;
  private final Dataset<Row> heirs;

  Assigned(Run run) {
    this.run = run;
    lake = run.lake();
    heirs = Heirs.of(lake.readOrEmpty(Contracts.table("one_id_history")));
  }

  /** Everybody whom the campaigns' lists and draws name. */
  Dataset<Row> all(List<Campaign> campaigns) {
    return Assignments.of(campaigns, run);
  }

  /** How many people were assigned, known or not: by campaign and arm. */
  static Map<String, Map<String, Long>> counts(Dataset<Row> all) {
    Map<String, Map<String, Long>> counts = new HashMap<>();
    for (Row row : all.groupBy("campaign", "arm").count().collectAsList()) {
      counts
          .computeIfAbsent(row.getString(0), c -> new HashMap<>())
          .put(row.getString(1), row.getLong(2));
    }
    return counts;
  }

  /**
   * Rows for {@code campaign_people}: those who are in it not yet. Without an identifier that was
   * known at the assignment nobody has a row.
   */
  Dataset<Row> unnoted(Dataset<Row> all, Dataset<Row> noted) {
    Dataset<Row> fresh = withOneId(Assignments.fresh(all, noted));
    Dataset<Row> identifiers =
        lake.readOrEmpty(IdentityTables.IDENTIFIERS)
            .where(col("status").equalTo(IdentityTables.USABLE))
            .join(
                fresh.select("campaign", "person", "one_id", "assigned_on"),
                new String[] {"one_id"},
                "inner")
            .where(col("first_seen_on").leq(col("assigned_on")))
            .groupBy("person", "campaign")
            .agg(expr("array_sort(collect_set(struct(namespace, key)))").as("identifiers"));
    Dataset<Row> people =
        fresh
            .join(identifiers, new String[] {"person", "campaign"}, "inner")
            .join(
                lake.read("customers").select("one_id", "purchase_cycle_days"),
                new String[] {"one_id"},
                "left_outer")
            .withColumn("cycle_days", coalesce(col("purchase_cycle_days"), lit(USUAL_CYCLE)))
            .drop("purchase_cycle_days");
    Catalogue catalogue = Catalogue.read(lake);
    return Standing.of(
            people,
            lake.read(LedgerTable.NAME),
            run.workspace().settings(),
            catalogue,
            PreferenceModels.current(lake).map(model -> model.on(catalogue)))
        .withColumn("noted_on", lit(Date.valueOf(run.date())));
  }

  /** People with {@code one_id}: who they are today. */
  Dataset<Row> withOneId(Dataset<Row> people) {
    return people
        .join(heirs.withColumnRenamed("one_id", "person"), new String[] {"person"}, "left_outer")
        .withColumn("one_id", coalesce(col("heir"), col("person")))
        .drop("heir");
  }
}
