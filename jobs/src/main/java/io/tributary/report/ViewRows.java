package io.tributary.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/**
 * The rows of a view, as the page gets them: text, whole numbers, doubles of six digits, booleans,
 * lists and maps; dates are ISO text.
 */
record ViewRows(List<String> columns, List<List<Object>> rows) {
  private static final MathContext DIGITS = new MathContext(6);

  /** What a table that does not exist yet gives. */
  static final ViewRows NONE = new ViewRows(List.of(), List.of());

  /** One row of a view. */
  record Line(List<String> columns, List<Object> values) {
    Object get(String column) {
      return values.get(columns.indexOf(column));
    }

    String text(String column) {
      return String.valueOf(get(column));
    }

    /** A number; 0 where there is none. */
    double number(String column) {
      return get(column) instanceof Number number ? number.doubleValue() : 0;
    }

    boolean is(String column, Object value) {
      return value.equals(get(column));
    }
  }

  /** The same of Spark's rows. */
  static ViewRows of(String[] columns, List<Row> rows) {
    List<List<Object>> values = new ArrayList<>();
    for (Row row : rows) {
      values.add(values(row));
    }
    return new ViewRows(List.of(columns), values);
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(value(row.get(i)));
    }
    return values;
  }

  private static Object value(Object value) {
    if (value instanceof Row struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      String[] names = struct.schema().fieldNames();
      List<Object> values = values(struct);
      for (int i = 0; i < names.length; i++) {
        fields.put(names[i], values.get(i));
      }
      return fields;
    }
    if (value instanceof scala.collection.Iterable<?> items) {
      List<Object> list = new ArrayList<>();
      scala.jdk.javaapi.CollectionConverters.asJava(items).forEach(item -> list.add(value(item)));
      return list;
    }
    if (value instanceof Double number) {
      return new BigDecimal(number).round(DIGITS).doubleValue();
    }
    boolean isPlain =
        value == null
            || value instanceof String
            || value instanceof Number
            || value instanceof Boolean;
    return isPlain ? value : value.toString();
  }

  /** The rows that a condition holds for. */
  List<Line> where(Predicate<Line> condition) {
    return rows.stream().map(values -> new Line(columns, values)).filter(condition).toList();
  }

  /** The rows whose column has one of some values. */
  ViewRows only(String column, List<String> values) {
    return new ViewRows(
        columns,
        where(line -> values.contains(line.text(column))).stream().map(Line::values).toList());
  }

  /** All rows. */
  List<Line> lines() {
    return where(line -> true);
  }

  /** The sum of a column over all rows. */
  double sum(String column) {
    return sum(lines(), column);
  }

  /** The sum of a column over some rows. */
  static double sum(List<Line> lines, String column) {
    return lines.stream().mapToDouble(line -> line.number(column)).sum();
  }

  /** The different values of a column, in the order of the rows. */
  List<String> distinct(String column) {
    return lines().stream().map(line -> line.text(column)).distinct().toList();
  }
}
