package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of {@code one_id_history} that a night adds. Each id has one row for its birth: {@code
 * split}, if its group has identifiers of a customer of the night before, who keeps their id in
 * another group; else {@code created}. An id that no group keeps, though one of its identifiers
 * lives on, has {@code merged}, with its heir: the group with most of its identifiers. An id whose
 * evidence was all withdrawn has no further row.
 */
final class IdHistory {
  static final String TABLE = "one_id_history";
  static final String CREATED = "created";
  static final String SPLIT = "split";
  static final String MERGED = "merged";

  private IdHistory() {}

  /**
   * Births and merges: {@code one_id, event, other_one_id}.
   *
   * @param fresh the groups with a new id: {@code grp, one_id}
   * @param all the groups with their ids: {@code grp, one_id}
   * @param overlaps as {@link StableIds#overlaps} gives them
   */
  static Dataset<Row> events(Dataset<Row> fresh, Dataset<Row> all, Dataset<Row> overlaps) {
    Column most = negate(col("shared"));
    Dataset<Row> origins =
        overlaps
            .groupBy("grp")
            .agg(min(struct(most, col("first_on"), col("old_id"))).as("origin"))
            .select("grp", "origin.old_id");
    Dataset<Row> births =
        fresh
            .join(origins, new String[] {"grp"}, "left_outer")
            .select(
                col("one_id"),
                when(col("old_id").isNull(), CREATED).otherwise(SPLIT).as("event"),
                col("old_id").as("other_one_id"));
    Dataset<Row> merges =
        overlaps
            .join(all.select(col("one_id").as("old_id")), new String[] {"old_id"}, "left_anti")
            .join(all, new String[] {"grp"}, "inner")
            .groupBy("old_id")
            .agg(min(struct(most, col("one_id"))).as("heir"))
            .select(
                col("old_id").as("one_id"),
                lit(MERGED).as("event"),
                col("heir.one_id").as("other_one_id"));
    return births.unionByName(merges);
  }

  /**
   * The record that tied each merged customer to others, as text: {@code one_id, evidence}. Of
   * several, one of tonight's changes, else the earliest.
   *
   * @param merged {@code one_id}
   * @param before {@code node, one_id} of the night before
   * @param mentions of usable identifiers: {@code entity, record_key, start_on, node}
   * @param changed {@code entity, record_key} of tonight's changes
   */
  static Dataset<Row> evidence(
      Dataset<Row> merged, Dataset<Row> before, Dataset<Row> mentions, Dataset<Row> changed) {
    String[] record = {"entity", "record_key"};
    Dataset<Row> theirs =
        before.join(merged, new String[] {"one_id"}, "left_semi").select("node", "one_id");
    Dataset<Row> records =
        mentions
            .join(theirs, new String[] {"node"}, "inner")
            .select("entity", "record_key", "one_id")
            .distinct();
    Dataset<Row> others =
        mentions
            .join(records, record, "inner")
            .join(theirs, new String[] {"node", "one_id"}, "left_anti")
            .join(changed.withColumn("is_new", lit(0)), record, "left_outer");
    return others
        .groupBy("one_id")
        .agg(
            min(struct(
                    when(col("is_new").isNull(), 1).otherwise(0).as("rank"),
                    col("start_on"),
                    col("entity"),
                    col("record_key")))
                .as("record"))
        .select(
            col("one_id"),
            concat_ws(
                    " ",
                    col("record.entity"),
                    col("record.record_key"),
                    lit("of"),
                    col("record.start_on"))
                .as("evidence"));
  }

  /** The rows as the table has them. */
  static Dataset<Row> dated(Dataset<Row> events, LocalDate day) {
    Column on = lit(Date.valueOf(day));
    return events.withColumn("on", on).withColumn("as_of", on);
  }
}
