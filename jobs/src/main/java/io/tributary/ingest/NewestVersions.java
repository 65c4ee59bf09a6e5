package io.tributary.ingest;

import static org.apache.spark.sql.functions.bit_count;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Of all versions of a key that tonight's dumps bring, the newest: by (updated_at, else dump date;
 * dump date; file; row), as a whole row. Of an order's lines, those of the newest file that has
 * any.
 *
 * <p>Nearly all keys occur once, and sorting every row to find out would be most of the night's
 * time. So one aggregation over 64-bit hashes finds the groups that need a closer look (a collision
 * only means that a group is looked at without need), and the rest goes straight through. These
 * groups are kept before they are used: only then Spark knows how few they are, and brings them to
 * the rows instead of shuffling the rows twice.
 */
final class NewestVersions {
  private NewestVersions() {}

  /**
   * Picks the newest versions.
   *
   * @param rows the entity's columns and identifiers, {@code source, file, dump_date} and {@code
   *     _block, _seq}: the place in the file
   * @param few whether sorting all rows costs less than finding out which need it
   * @param keep writes what is used more than once and gives it back, its size known
   * @return one row per key: the columns of {@link CleanTable#spec} but {@code gone_on}
   */
  static Dataset<Row> of(
      Dataset<Row> rows, CleanTable table, boolean few, UnaryOperator<Dataset<Row>> keep) {
    if (few) {
      Dataset<Row> all = withOwnKey(rows, table);
      return table.isLines() ? newestLines(all, table) : newest(all, table);
    }
    Dataset<Row> keyed = withOwnKey(rows, table).withColumn("_group", hash(table.group()));
    Dataset<Row> doubtful = keep.apply(doubtful(keyed, table));
    Dataset<Row> single =
        finished(
            keyed.join(doubtful, new String[] {"_group"}, "left_anti"),
            table,
            lit(1),
            col("dump_date"));
    Dataset<Row> several = keyed.join(doubtful, new String[] {"_group"}, "left_semi");
    return single.unionByName(
        table.isLines() ? newestLines(several, table) : newest(several, table));
  }

  private static Dataset<Row> doubtful(Dataset<Row> keyed, CleanTable table) {
    return keyed
        .withColumn("_part", table.isLines() ? lineNamePart() : lit(0L))
        .groupBy("_group")
        .agg(
            count(lit(1)).as("n"),
            bit_or(col("_part")).as("parts"),
            min(xxhash64(col("file"))).as("first_file"),
            max(xxhash64(col("file"))).as("last_file"))
        .where(
            table.isLines()
                ? col("n")
                    .notEqual(bit_count(col("parts")))
                    .or(col("first_file").notEqual(col("last_file")))
                : col("n").gt(1))
        .select("_group");
  }

  private static Dataset<Row> newest(Dataset<Row> several, CleanTable table) {
    WindowSpec ofKey = Window.partitionBy(columns(table.key()));
    WindowSpec newestFirst =
        ofKey.orderBy(
            versionAt(table, col("dump_date")).desc(),
            col("dump_date").desc(),
            col("file").desc(),
            col("_block").desc(),
            col("_seq").desc(),
            col("source").desc());
    Dataset<Row> ranked =
        several
            .withColumn("_rank", row_number().over(newestFirst))
            .withColumn("_first", min("dump_date").over(ofKey))
            .where(col("_rank").equalTo(1));
    return finished(ranked, table, lit(1), col("_first"));
  }

  /**
   * Lines have no date of change: the newest file that has any line of the order replaces them all.
   */
  private static Dataset<Row> newestLines(Dataset<Row> several, CleanTable table) {
    WindowSpec ofOrder = Window.partitionBy("order_id");
    Column version = struct(col("dump_date"), col("file"));
    Column unnumbered = when(col("line_no").isNull(), col("sku"));
    WindowSpec sameName = Window.partitionBy(col("order_id"), col("line_no"), unnumbered);
    WindowSpec inOrder = sameName.orderBy(col("_block"), col("_seq"), col("source"));
    WindowSpec lastFirst =
        sameName.orderBy(col("_block").desc(), col("_seq").desc(), col("source").desc());
    Dataset<Row> ranked =
        several
            .withColumn("_newest", max(version).over(ofOrder))
            .where(version.equalTo(col("_newest")))
            .withColumn("_position", row_number().over(inOrder))
            .withColumn("_last", row_number().over(lastFirst))
            .where(col("line_no").isNull().or(col("_last").equalTo(1)));
    return finished(ranked, table, col("_position"), null);
  }

  private static Dataset<Row> finished(
      Dataset<Row> rows, CleanTable table, Column position, Column firstDump) {
    Dataset<Row> complete = rows;
    if (table.isLines()) {
      complete = complete.withColumn(CleanTable.LINE_KEY, lineKey(position));
    } else {
      complete = complete.withColumn("first_dump_on", firstDump);
    }
    return complete.select(
        table.spec().columnNames().stream()
            .filter(c -> !c.equals("gone_on"))
            .map(c -> col("`" + c + "`"))
            .toArray(Column[]::new));
  }

  private static Column lineKey(Column position) {
    return coalesce(
        concat(lit("n"), col("line_no")), concat(col("sku"), lit("#"), position.cast("string")));
  }

  /**
   * One of 64 bits by the line's name: as many bits as lines in an order prove that no two lines
   * share a name.
   */
  private static Column lineNamePart() {
    return expr(
        "shiftleft(1L, cast(pmod(xxhash64(coalesce(line_no, concat('#', sku))), 64L) as int))");
  }

  /** The rows with the whole of their key; a line's position is counted in its file. */
  static Dataset<Row> keyed(Dataset<Row> rows, CleanTable table) {
    if (!table.isLines()) {
      return withOwnKey(rows, table);
    }
    WindowSpec inOrder =
        Window.partitionBy(
                col("file"),
                col("order_id"),
                col("line_no"),
                when(col("line_no").isNull(), col("sku")))
            .orderBy(col("_block"), col("_seq"));
    return rows.withColumn(CleanTable.LINE_KEY, lineKey(row_number().over(inOrder)));
  }

  /** Rows that have no number of their own get one from all that they say. */
  static Dataset<Row> withOwnKey(Dataset<Row> rows, CleanTable table) {
    Column all = md5(to_json(struct(columns(table.content()))).cast("binary"));
    if (table.hasRecordKey()) {
      return rows.withColumn(CleanTable.RECORD_KEY, all);
    }
    return table.entity().name().equals("event")
        ? rows.withColumn("event_id", coalesce(col("event_id"), all))
        : rows;
  }

  /** When a version was made: as it says itself, else the date of its dump. */
  static Column versionAt(CleanTable table, Column dumpDate) {
    Column delivered = dumpDate.cast("timestamp");
    return table.hasUpdatedAt() ? coalesce(col("updated_at"), delivered) : delivered;
  }

  private static Column hash(List<String> columns) {
    return xxhash64(columns(columns));
  }

  static Column[] columns(List<String> names) {
    return names.stream().map(n -> col("`" + n + "`")).toArray(Column[]::new);
  }
}
