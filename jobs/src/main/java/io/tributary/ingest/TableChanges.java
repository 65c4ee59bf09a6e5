package io.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.Lake;
import io.tributary.lake.Lookup;
import io.tributary.workspace.FilePattern;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What tonight's newest versions change in a clean table: rows to write and rows to delete, and
 * nothing that would stay as it is, so that neither files nor the change feed move without need.
 * Inside, tonight's columns begin with {@code s_}, the table's with {@code t_}.
 *
 * @param fullSources sources that deliver their whole state, with the dates of their dumps
 * @param complete whether the newest versions come from every dump there is (a rebuild): then what
 *     they lack is deleted and no version in the table counts any more
 * @param smallTable whether comparing the whole table costs less than finding the rows that tonight
 *     could change
 * @param rowsTonight how many versions there are tonight, at most
 */
record TableChanges(
    CleanTable table,
    Map<String, FullDumps> fullSources,
    boolean complete,
    boolean smallTable,
    long rowsTonight) {

  /**
   * The full dumps of a source.
   *
   * @param before the newest one loaded before tonight; null if there is none
   * @param tonight those that are looked at tonight, ascending
   * @param files the source's paths, to tell how they write a date
   */
  record FullDumps(LocalDate before, List<LocalDate> tonight, FilePattern files) {}

  /**
   * Compares.
   *
   * @param newest as {@link NewestVersions} gives it
   * @param present for the sources that delivered in full: the table's key, {@code source} and
   *     {@code last_dump}, the newest of tonight's dumps that has the key (rejected rows count: the
   *     dump does have them); null if none did
   * @param current the table's rows; null if there is no table yet
   * @return the table's columns, {@code _delete}, and {@code _new}: whether the table lacks the key
   */
  Dataset<Row> between(Dataset<Row> newest, Dataset<Row> present, Dataset<Row> current) {
    Dataset<Row> theirs = newest.withColumn("gone_on", lit(null).cast("date"));
    Dataset<Row> both;
    if (current == null) {
      both = Lake.prefixed(theirs, "s_");
      for (var field : theirs.schema().fields()) {
        both = both.withColumn("t_" + field.name(), lit(null).cast(field.dataType()));
      }
    } else {
      Dataset<Row> touched = complete || smallTable ? current : touched(current, newest);
      both =
          Lake.prefixed(theirs, "s_")
              .join(Lake.prefixed(touched, "t_"), onKey("s_", "t_"), "full_outer");
    }
    Dataset<Row> outcome = withGoneOn(decide(both, current == null), present).select(outcome());
    // Without a table every row is new, and there is nothing to compare.
    return (current == null ? outcome : outcome.where(isChange())).select(result());
  }

  private RowVersions versions() {
    return new RowVersions(table.hasUpdatedAt(), fullSources);
  }

  private Set<String> deliveredInFull() {
    return fullSources.entrySet().stream()
        .filter(source -> !source.getValue().tonight().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Rows that tonight's versions could change: the same groups, and all rows of sources that
   * delivered in full.
   */
  private Dataset<Row> touched(Dataset<Row> current, Dataset<Row> newest) {
    Dataset<Row> groups =
        Lookup.of(newest.select(NewestVersions.columns(table.group())).distinct(), rowsTonight);
    if (deliveredInFull().isEmpty()) {
      return current.join(groups, table.group().toArray(String[]::new), "left_semi");
    }
    Column full = col("source").isin(deliveredInFull().toArray());
    return current
        .where(full)
        .unionByName(
            current
                .where(not(full))
                .join(groups, table.group().toArray(String[]::new), "left_semi"));
  }

  private Column onKey(String left, String right) {
    return table.key().stream()
        .map(k -> col(left + k).equalTo(col(right + k)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private Column isIn(String side) {
    return col(side + table.key().get(0)).isNotNull();
  }

  /**
   * {@code _wins}: whether tonight's version of the row, or of its order's lines, is the newer one.
   * {@code _ours}: whether the row will be tonight's.
   *
   * @param isFirst whether there is no table yet: nothing stands against tonight's rows
   */
  private Dataset<Row> decide(Dataset<Row> both, boolean isFirst) {
    Dataset<Row> decided;
    if (complete || isFirst) {
      decided = both.withColumn("_wins", lit(true));
    } else if (table.isLines()) {
      WindowSpec ofOrder = Window.partitionBy(coalesce(col("s_order_id"), col("t_order_id")));
      decided =
          both.withColumn("_new", max(when(isIn("s_"), versions().of("s_"))).over(ofOrder))
              .withColumn("_old", max(when(isIn("t_"), versions().standing())).over(ofOrder))
              .withColumn(
                  "_wins",
                  col("_new")
                      .isNotNull()
                      .and(col("_old").isNull().or(col("_new").geq(col("_old")))))
              .drop("_new", "_old");
    } else {
      decided =
          both.withColumn(
              "_wins",
              isIn("s_").and(not(isIn("t_")).or(versions().of("s_").geq(versions().standing()))));
    }
    return decided.withColumn("_ours", col("_wins").and(not(isRepeated())));
  }

  /**
   * Delivered in full again as it was: the place where it came from stays, so that the row does not
   * change.
   */
  private Column isRepeated() {
    if (complete || deliveredInFull().isEmpty()) {
      return lit(false);
    }
    return col("s_source")
        .equalTo(col("t_source"))
        .and(col("s_source").isin(deliveredInFull().toArray()))
        .and(same(table.content(), "s_", "t_"));
  }

  private static Column same(List<String> columns, String left, String right) {
    return columns.stream()
        .map(c -> col(left + c).eqNullSafe(col(right + c)))
        .reduce(Column::and)
        .orElseThrow();
  }

  /**
   * {@code _gone_on}, and {@code _last_dump}: the newest of tonight's full dumps that has the row.
   */
  private Dataset<Row> withGoneOn(Dataset<Row> decided, Dataset<Row> present) {
    Column standing = complete ? lit(null).cast("date") : kept("gone_on");
    if (present == null || deliveredInFull().isEmpty()) {
      return decided
          .withColumn("_gone_on", standing)
          .withColumn("_last_dump", lit(null).cast("date"));
    }
    Dataset<Row> p = Lake.prefixed(present, "p_");
    Column sameRow = kept("source").equalTo(col("p_source"));
    for (String key : table.key()) {
      sameRow = sameRow.and(coalesce(col("s_" + key), col("t_" + key)).equalTo(col("p_" + key)));
    }
    Column goneOn = standing;
    for (String source : deliveredInFull()) {
      goneOn =
          when(kept("source").equalTo(source), goneOn(fullSources.get(source))).otherwise(goneOn);
    }
    return decided
        .join(p, sameRow, "left_outer")
        .withColumn("_gone_on", goneOn)
        .withColumn("_last_dump", col("p_last_dump"));
  }

  /** The date of the first dump after the last one that has the key. */
  private Column goneOn(FullDumps dumps) {
    List<LocalDate> dates = dumps.tonight();
    Column missing = coalesce(kept("gone_on"), lit(Date.valueOf(dates.get(0))));
    Column goneOn = when(col("p_last_dump").isNull(), missing);
    for (int i = 0; i + 1 < dates.size(); i++) {
      goneOn =
          goneOn.when(
              col("p_last_dump").equalTo(Date.valueOf(dates.get(i))),
              lit(Date.valueOf(dates.get(i + 1))));
    }
    return goneOn.otherwise(lit(null).cast("date"));
  }

  /** A column of the row that will stand. */
  private Column kept(String name) {
    return when(col("_ours"), col("s_" + name)).otherwise(col("t_" + name));
  }

  /** The row as it will stand, without prefix, beside the row of the table. */
  private Column[] outcome() {
    List<Column> columns = new ArrayList<>();
    // Tonight's version wins, but does not have the row: an order's line that is no longer there.
    Column isDeleted = col("_wins").and(not(isIn("s_")));
    for (String name : table.spec().columnNames()) {
      Column value =
          switch (name) {
            case "gone_on" -> col("_gone_on");
            case "first_dump_on" ->
                complete
                    ? coalesce(col("s_first_dump_on"), col("t_first_dump_on"))
                    : least(col("s_first_dump_on"), col("t_first_dump_on"));
            case "dump_date" -> lastDelivered(versions().standingDate(), kept(name));
            case "file" -> lastDelivered(versions().standingFile(), kept(name));
            default ->
                table.key().contains(name) ? coalesce(kept(name), col("t_" + name)) : kept(name);
          };
      columns.add(value.as(name));
      columns.add(col("t_" + name));
    }
    columns.add(isDeleted.as("_delete"));
    columns.add(not(isIn("t_")).as("_new"));
    return columns.toArray(Column[]::new);
  }

  /**
   * A row that goes tonight was last in the newest dump before: from now on, its version is fixed.
   */
  private Column lastDelivered(Column standing, Column otherwise) {
    if (complete || deliveredInFull().isEmpty()) {
      return otherwise;
    }
    Column goesTonight =
        isIn("t_")
            .and(col("_gone_on").isNotNull())
            .and(col("t_gone_on").isNull())
            .and(col("_last_dump").isNull());
    return when(goesTonight, standing).otherwise(otherwise);
  }

  /** Neither a row that stays as it is, nor one of an order that has newer lines. */
  private Column isChange() {
    String key = table.key().get(0);
    Column exists = col(key).isNotNull();
    return exists.and(col("_delete").or(not(same(table.spec().columnNames(), "", "t_"))));
  }

  private Column[] result() {
    List<Column> columns = new ArrayList<>();
    table.spec().columnNames().forEach(name -> columns.add(col("`" + name + "`")));
    columns.add(col("_delete"));
    columns.add(col("_new"));
    return columns.toArray(Column[]::new);
  }
}
