package io.tributary.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** Rows as one file, which is there when it is complete. */
public final class SingleFile {
  /** By which Excel knows UTF-8. */
  static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String MOMENT = "yyyy-MM-dd HH:mm:ss";

  /** What a file may be. */
  public enum Form {
    /** Comma, header, UTF-8, ISO dates, true and false, empty for null, nested values as JSON. */
    CSV,
    /** An object per line; null where there is no value. */
    JSON,
    PARQUET;

    /** The ending of such a file. */
    public String ending() {
      return "." + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private SingleFile() {}

  /**
   * Writes the rows in their order; a file that is there already is replaced at the end.
   *
   * @param marked whether a CSV begins with a byte order mark, by which Excel knows UTF-8
   */
  public static void write(
      FileStore files, Dataset<Row> rows, Form form, boolean marked, Path file) {
    Path parts = new Path(file.getParent(), "." + file.getName() + "-parts");
    files.delete(parts);
    try {
      writer(rows, form).save(parts.toString());
      for (FileStatus part : files.fileSystem(parts).listStatus(parts)) {
        if (part.getPath().getName().startsWith("part-")) {
          Path whole = marked && form == Form.CSV ? marked(files, part.getPath()) : part.getPath();
          files.move(whole, file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    } finally {
      files.delete(parts);
    }
  }

  private static Path marked(FileStore files, Path part) throws IOException {
    Path whole = new Path(part.getParent(), "marked.csv");
    FileSystem fileSystem = files.fileSystem(part);
    try (InputStream in = fileSystem.open(part);
        OutputStream out = fileSystem.create(whole, true)) {
      out.write(BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8));
      in.transferTo(out);
    }
    return whole;
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows, Form form) {
    return switch (form) {
      case CSV ->
          forSpreadsheets(rows)
              .coalesce(1)
              .write()
              .format("csv")
              .option("header", true)
              .option("escape", "\"")
              .option("nullValue", "")
              .option("emptyValue", "")
              // Spark would trim text, after the guard against formulas has looked at it.
              .option("ignoreLeadingWhiteSpace", false)
              .option("ignoreTrailingWhiteSpace", false)
              .option("timestampFormat", MOMENT);
      case JSON ->
          rows.coalesce(1)
              .write()
              .format("json")
              .option("ignoreNullFields", false)
              .option("timestampFormat", MOMENT);
      case PARQUET -> rows.coalesce(1).write().format("parquet");
    };
  }

  /** Nested values as JSON; text that a spreadsheet would run gets an apostrophe in front. */
  private static Dataset<Row> forSpreadsheets(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (var field : rows.schema().fields()) {
      Column column = col("`" + field.name() + "`");
      if (isNested(field.dataType())) {
        column = to_json(column);
      } else if (field.dataType().equals(DataTypes.StringType)) {
        column = when(column.rlike("^[=+\\-@\\t\\r]"), concat(lit("'"), column)).otherwise(column);
      }
      columns.add(column.as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** Whether a value holds others. */
  public static boolean isNested(DataType type) {
    return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
  }
}
