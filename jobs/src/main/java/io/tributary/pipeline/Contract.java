package io.tributary.pipeline;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import io.tributary.workspace.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What users are told about a published table.
 *
 * @param row what one row is
 * @param labelZh the table's Chinese label
 * @param key the columns that identify a row
 */
public record Contract(
    String table, String row, String labelZh, List<String> key, List<Column> columns) {

  /**
   * A column.
   *
   * @param type a Spark SQL type
   * @param unit empty where there is none
   */
  public record Column(
      String name, String type, boolean nullable, String unit, String meaning, String labelZh) {}

  /** Reads what a contract's file says. */
  static Contract of(String table, Map<String, Object> file) {
    List<Column> columns = new ArrayList<>();
    for (Map.Entry<?, ?> column : ((Map<?, ?>) file.get("columns")).entrySet()) {
      Map<?, ?> properties = (Map<?, ?>) column.getValue();
      columns.add(
          new Column(
              String.valueOf(column.getKey()),
              String.valueOf(properties.get("type")),
              Boolean.TRUE.equals(properties.get("nullable")),
              text(properties.get("unit")),
              String.valueOf(properties.get("meaning")),
              text(properties.get("label_zh"))));
    }
    return new Contract(
        table,
        String.valueOf(file.get("row")),
        text(file.get("label_zh")),
        ((List<?>) file.get("key")).stream().map(String::valueOf).toList(),
        List.copyOf(columns));
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  /** The same table with a column per tag. */
  Contract with(List<Tag> tags) {
    List<Column> all = new ArrayList<>(columns);
    for (Tag tag : tags) {
      all.add(new Column(tag.name(), tag.type(), true, "", tag.meaning(), tag.labelZh()));
    }
    return new Contract(table, row, labelZh, key, List.copyOf(all));
  }

  /** The table's shape in the lake. */
  TableSpec spec() {
    return new TableSpec(
        table,
        row,
        key,
        columns.stream()
            .map(c -> new ColumnSpec(c.name(), c.type(), c.nullable(), c.meaning()))
            .toList(),
        false);
  }
}
