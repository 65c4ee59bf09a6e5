package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the clean tables say about who is who: the current version of every record that has
 * identifiers, as {@code entity, record_key, start_on, end_on, identifiers}.
 *
 * <p>Rules that surprise: a record that its source's newest full dump no longer has is not current,
 * and no evidence: a mapping or a contact that was corrected shows as another record and the old
 * one gone. Only a member's record stays, up to the day it was gone: that somebody left does not
 * undo who they were. A record without a date of its own is as old as the first dump that had it.
 */
public final class Evidence {
  /** The end of what still stands: later than any date. */
  public static final Date FOR_EVER = Date.valueOf("9999-12-31");

  /**
   * A kind of record that may name people.
   *
   * @param undated where its date comes from if it has none
   */
  private record Kind(String entity, List<String> key, String undated) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("order", List.of("order_id"), "first_dump_on"),
          new Kind("order_line", List.of("order_id", "line_key"), "dump_date"),
          new Kind("refund", List.of("refund_id"), "first_dump_on"),
          new Kind("member", List.of("member_id"), "first_dump_on"),
          new Kind("event", List.of("event_id"), "first_dump_on"),
          new Kind("touch", List.of("touch_id"), "first_dump_on"),
          new Kind("coupon", List.of("coupon_id"), "first_dump_on"),
          new Kind("consent", List.of("record_key"), "first_dump_on"),
          new Kind("follow", List.of("record_key"), "first_dump_on"),
          new Kind("link", List.of("record_key"), "first_dump_on"));

  private Evidence() {}

  /** The entities whose records may be evidence. */
  public static List<String> entities() {
    return KINDS.stream().map(Kind::entity).toList();
  }

  /** The entities whose records are evidence in a lake. */
  static List<String> entities(Lake lake, boolean ordersAreDerived) {
    return entities().stream()
        // A derived order carries its lines' identifiers already.
        .filter(entity -> !(ordersAreDerived && entity.equals("order_line")))
        .filter(entity -> lake.has(CleanTable.name(entity)))
        .toList();
  }

  /**
   * The evidence among the rows of one clean table.
   *
   * @param more columns to carry along
   */
  static Dataset<Row> of(String entity, Dataset<Row> clean, String... more) {
    Kind kind = KINDS.stream().filter(k -> k.entity().equals(entity)).findFirst().orElseThrow();
    boolean isMember = entity.equals("member");
    Column key =
        concat_ws("#", kind.key().stream().map(k -> col("`" + k + "`")).toArray(Column[]::new));
    Column start =
        coalesce(to_date(col("`" + CleanTable.datedBy(entity) + "`")), col(kind.undated()));
    Column end = isMember ? greatest(start, coalesce(col("gone_on"), lit(FOR_EVER))) : start;
    List<Column> columns =
        new ArrayList<>(
            List.of(
                lit(entity).as("entity"),
                key.as("record_key"),
                start.as("start_on"),
                end.as("end_on"),
                isCurrent(isMember).as("is_current"),
                col("identifiers")));
    Arrays.stream(more).forEach(name -> columns.add(col(name)));
    return clean.select(columns.toArray(Column[]::new));
  }

  private static Column isCurrent(boolean isMember) {
    Column named = col("identifiers").isNotNull();
    return isMember ? named : named.and(col("gone_on").isNull());
  }

  /**
   * All evidence of a lake. Rows of a source that the workspace no longer has may name namespaces
   * that it no longer has, too: these are left out.
   */
  static Dataset<Row> all(Lake lake, List<String> entities, List<String> namespaces) {
    Dataset<Row> all =
        entities.stream()
            .map(entity -> of(entity, lake.read(CleanTable.name(entity))))
            .reduce(Dataset::unionByName)
            .orElseThrow();
    Column known =
        filter(col("identifiers"), i -> i.getField("namespace").isin(namespaces.toArray()));
    return all.where(col("is_current")).drop("is_current").withColumn("identifiers", known);
  }

  /**
   * Whether a record names more than one identifier. One that does not ties nothing to nothing, and
   * is whose its identifier is: nobody needs to gather what it names.
   */
  static Column namesSeveral() {
    return size(col("identifiers")).gt(1);
  }

  /**
   * The columns to gather mentions by record: its key, and before it a number that tells nearly all
   * records apart. Where Spark sorts, it looks at the first column, and the names of most entities
   * are the same.
   */
  static Column[] byRecord() {
    return new Column[] {
      xxhash64(col("entity"), col("record_key")).as("record"), col("entity"), col("record_key")
    };
  }

  /** One row per record and identifier in it: the record's columns, {@code namespace, key}. */
  static Dataset<Row> mentions(Dataset<Row> records) {
    return records
        .withColumn("identifier", explode(col("identifiers")))
        .withColumn("namespace", col("identifier.namespace"))
        .withColumn("key", col("identifier.key"))
        .drop("identifier");
  }

  /** The distinct identifiers that records mention: {@code namespace, key}. */
  static Dataset<Row> values(Dataset<Row> records) {
    return mentions(records).select("namespace", "key").distinct();
  }

  /** The records that mention one of some identifiers. */
  static Dataset<Row> mentioning(Dataset<Row> records, Dataset<Row> values) {
    return mentions(records)
        .join(values, new String[] {"key", "namespace"}, "left_semi")
        .dropDuplicates(new String[] {"record_key", "entity"})
        .drop("namespace", "key");
  }
}
