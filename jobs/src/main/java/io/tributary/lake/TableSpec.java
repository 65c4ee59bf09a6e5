package io.tributary.lake;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The shape of one table of the lake.
 *
 * @param meaning what one row is
 * @param key the columns that identify a row
 * @param changeFeed whether later jobs ask what changed since they last looked
 */
public record TableSpec(
    String name, String meaning, List<String> key, List<ColumnSpec> columns, boolean changeFeed) {

  /**
   * A column.
   *
   * @param type a Spark SQL type
   * @param meaning for the table's comment and the data dictionary
   */
  public record ColumnSpec(String name, String type, boolean nullable, String meaning) {
    /** A column that every row fills. */
    public static ColumnSpec required(String name, String type, String meaning) {
      return new ColumnSpec(name, type, false, meaning);
    }
  }

  /**
   * The columns by name, in order, each cast to its type: what a dataset is cut to before it is
   * written.
   */
  public Column[] select() {
    return columns.stream()
        .map(c -> functions.col("`" + c.name() + "`").cast(c.type()).as(c.name()))
        .toArray(Column[]::new);
  }

  /**
   * The same table with columns that are not published, and with the key that they make possible.
   */
  public TableSpec withInternal(List<ColumnSpec> internal, List<String> newKey) {
    List<ColumnSpec> all = new ArrayList<>(columns);
    all.addAll(internal);
    return new TableSpec(name, meaning, newKey, all, changeFeed);
  }

  /** The names of the columns, in order. */
  public List<String> columnNames() {
    return columns.stream().map(ColumnSpec::name).toList();
  }
}
