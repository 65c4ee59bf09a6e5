package io.tributary.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.commands.cdc.CDCReader;

/**
 * A small table with changes brought in, to be written as a whole in one query: Delta's MERGE takes
 * several, with plans of a thousand lines, which is most of the time of a small night. It also
 * leaves one file without marks of deleted rows, which nights after it read without asking Delta.
 *
 * @param current the table's rows
 * @param changes as {@link Lake#apply} takes them
 */
record RewrittenTable(TableSpec spec, Dataset<Row> current, Dataset<Row> changes) {
  private static final String GOES = "_goes";

  /**
   * The rows. Where the table has a change feed, a column says which of them belong to the feed
   * alone, and as what: Delta's own, by which it tells them from the table's.
   */
  Dataset<Row> rows() {
    Dataset<Row> desired = changes.where(not(col("_delete")));
    String[] key = spec.key().toArray(String[]::new);
    if (!spec.changeFeed()) {
      return current
          .join(changes.select(key()), key, "left_anti")
          .select(spec.select())
          .unionByName(desired.select(spec.select()))
          .coalesce(1);
    }
    List<Column> keyAndFate = new ArrayList<>(List.of(key()));
    keyAndFate.add(col("_delete").as(GOES));
    Dataset<Row> before =
        current.join(changes.select(keyAndFate.toArray(Column[]::new)), key, "left_outer");
    return as(
            before,
            when(col(GOES), CDCReader.CDC_TYPE_DELETE_STRING())
                .when(not(col(GOES)), CDCReader.CDC_TYPE_UPDATE_PREIMAGE()))
        .unionByName(as(desired, lit(null).cast("string")))
        .unionByName(
            as(
                desired,
                when(col("_new"), CDCReader.CDC_TYPE_INSERT())
                    .otherwise(CDCReader.CDC_TYPE_UPDATE_POSTIMAGE())))
        .coalesce(1);
  }

  private Dataset<Row> as(Dataset<Row> rows, Column changeType) {
    List<Column> columns = new ArrayList<>(List.of(spec.select()));
    columns.add(changeType.as(CDCReader.CDC_TYPE_COLUMN_NAME()));
    return rows.select(columns.toArray(Column[]::new));
  }

  private Column[] key() {
    return spec.key().stream().map(name -> col("`" + name + "`")).toArray(Column[]::new);
  }
}
