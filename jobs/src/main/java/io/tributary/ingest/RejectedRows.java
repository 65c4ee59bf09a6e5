package io.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The rows of {@code rejects}: what was left out, where it stands, and why. */
final class RejectedRows {
  static final String TABLE = "rejects";

  /** Key of a reject: its place, and the mapping that could not use it. */
  static final String KEY = "reject_key";

  /** Columns beside the published ones. */
  static final List<ColumnSpec> INTERNAL =
      List.of(
          new ColumnSpec(KEY, "string", false, "A hash of source, file, row and mapping"),
          new ColumnSpec(
              "record_key",
              "string",
              true,
              "The raw record's key in the vault (namespace record), in hexadecimal"));

  private static final Column[] KEY_PARTS = {
    col("source"), col("file"), col("row"), col("reject.mapping")
  };

  private RejectedRows() {}

  /**
   * One row per rejected record and mapping, in the shape of the table. The dump was read in
   * pieces, each counting from its own start; a record's number in its file is what the pieces
   * before it hold, plus its place in its own.
   *
   * @param nights the night that took each file in: {@code source, file, as_of}
   */
  static Dataset<Row> of(StagedSource source, Dataset<Row> nights) {
    Dataset<Row> staged = source.rows();
    WindowSpec before =
        Window.partitionBy("_file").orderBy("_block").rowsBetween(Window.unboundedPreceding(), -1);
    Dataset<Row> pieces =
        staged
            .groupBy("_file", "_block")
            .agg(count(lit(1)).as("n"), min("_seq").as("first_seq"))
            .withColumn("before", coalesce(sum("n").over(before), lit(0L)))
            .select("_file", "_block", "first_seq", "before");
    Dataset<Row> rejected = staged.where(col("_rejects").isNotNull());
    String name = source.plan().source().name();
    Dataset<Row> itsNights = nights.where(col("source").equalTo(name)).drop("source");
    Column row = col("before").plus(col("_seq")).minus(col("first_seq")).plus(1L);
    return rejected
        .join(pieces, new String[] {"_file", "_block"}, "inner")
        .join(itsNights, col("_file").equalTo(col("file")), "inner")
        .select(
            lit(name).as("source"),
            col("file"),
            row.as("row"),
            explode(col("_rejects")).as("reject"),
            col("_dump_date").as("dump_date"),
            col("as_of"),
            hex(col("_raw.key")).as("record_key"))
        .select(
            col("source"),
            col("file"),
            col("row"),
            col("reject.mapping").as("mapping"),
            col("reject.entity").as("entity"),
            col("reject.column").as("column"),
            col("reject.reason").as("reason"),
            col("dump_date"),
            col("as_of"),
            md5(concat_ws("|", KEY_PARTS).cast("binary")).as(KEY),
            col("record_key"));
  }
}
