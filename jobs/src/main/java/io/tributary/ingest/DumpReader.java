package io.tributary.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.workspace.Source;
import io.tributary.workspace.Source.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads dump files as text: one row per record, every column of the dump as a string, and beside
 * them
 *
 * <ul>
 *   <li>{@code _file} and {@code _dump_date}: where the row is from;
 *   <li>{@code _block} and {@code _seq}: with {@code _file} a complete order of the rows, that of
 *       the file;
 *   <li>{@code _row}, where asked for: the data record's number in its file, from 1; such files are
 *       not split;
 *   <li>{@code _malformed}: the raw record, if it does not have its header's number of columns or
 *       is not JSON; otherwise null. Values of such a row are not to be used.
 * </ul>
 *
 * <p>Empty text is null, quoted or not. In a quoted field of several lines, a line break is read as
 * {@code \n}.
 */
public final class DumpReader {
  /** Column: the data record's number in its file. */
  static final String ROW = "_row";

  private static final StructType NO_ROWS =
      NumberedRows.schema(List.of()).merge(DumpFileIndex.COLUMNS, false);

  private final SparkSession session;
  private final String landing;
  private final Source source;
  private final boolean numberRows;

  private DumpReader(SparkSession session, String landing, Source source, boolean numberRows) {
    this.session = session;
    this.landing = landing;
    this.source = source;
    this.numberRows = numberRows;
  }

  /**
   * The rows of dump files. Files with the same columns in the same order are one scan, however
   * many they are; a column that a file does not have is null in its rows. A file without columns
   * has no rows; if no file has columns, the result has those that are used.
   *
   * @param files of {@code source}, as {@link InspectFiles} told
   * @param numberRows whether {@code _row} is needed
   * @param used the columns that mappings and checks use; of json, only these are read
   */
  public static Dataset<Row> read(
      SparkSession session,
      String landing,
      Source source,
      List<InspectedFile> files,
      boolean numberRows,
      Set<String> used) {
    List<String> ofTheDump = used.stream().filter(name -> !ColumnNames.isOurs(name)).toList();
    return new DumpReader(session, qualified(session, landing), source, numberRows)
        .read(files, ofTheDump);
  }

  /** Spark takes a path without a scheme for one of its default file system. */
  private static String qualified(SparkSession session, String landing) {
    try {
      Path path = new Path(landing);
      return path.getFileSystem(session.sessionState().newHadoopConf())
          .makeQualified(path)
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Opening landing folder " + landing, e);
    }
  }

  private Dataset<Row> read(List<InspectedFile> files, List<String> used) {
    Map<Layout, List<InspectedFile>> groups = new LinkedHashMap<>();
    // Spark SQL takes ID and id for one name, so both are the column that came first.
    Map<String, String> columns = new LinkedHashMap<>();
    for (InspectedFile file : files) {
      Layout layout = Layout.of(file, source.format(), used);
      layout.columns().forEach(name -> columns.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
      groups.computeIfAbsent(layout, key -> new ArrayList<>()).add(file);
    }
    if (source.format() != Source.Format.JSON) {
      groups.keySet().removeIf(layout -> layout.columns().isEmpty());
    }
    if (groups.isEmpty()) {
      return aligned(session.createDataFrame(List.of(), NO_ROWS), used);
    }
    return groups.entrySet().stream()
        .map(group -> aligned(read(group.getKey(), group.getValue()), columns.values()))
        .reduce(Dataset::unionByName)
        .orElseThrow();
  }

  /** What files must share to be read by one scan. */
  private record Layout(List<String> columns, boolean multiLine, String schema) {
    static Layout of(InspectedFile file, Source.Format format, List<String> used) {
      List<String> columns = format == Source.Format.JSON ? used : file.columns();
      return new Layout(columns, file.multiLine(), file.schema());
    }
  }

  private Dataset<Row> read(Layout layout, List<InspectedFile> files) {
    ReadOptions options = source.options();
    return switch (source.format()) {
      case CSV -> readCsv(layout, files);
      case JSON ->
          scan(
              new JsonLines(options.encoding(), !layout.multiLine()),
              false,
              Map.of(),
              layout,
              files);
      case XLSX ->
          scan(
              new XlsxRows(options.sheet().orElse(""), layout.columns()),
              options.header(),
              Map.of(),
              layout,
              files);
      case PARQUET -> readParquet(layout, files);
    };
  }

  private Dataset<Row> readCsv(Layout layout, List<InspectedFile> files) {
    CsvDialect dialect = CsvDialect.of(source.options());
    if (!layout.multiLine()) {
      CsvLines format = new CsvLines(dialect, layout.columns());
      return scan(format, dialect.header(), Map.of(), layout, files);
    }
    Dataset<Row> rows =
        scan(new CSVFileFormat(), dialect.header(), dialect.sparkOptions(), layout, files);
    // Univocity looks for the line separator in the file's first line break, even a quoted one;
    // where that differs from how records end, a carriage return stays on the last column.
    String last = layout.columns().get(layout.columns().size() - 1);
    return rows.withColumn(
        last, functions.nullif(functions.rtrim(column(last), lit("\r")), lit("")));
  }

  /** Parquet counts its rows itself. */
  private Dataset<Row> readParquet(Layout layout, List<InspectedFile> files) {
    StructType schema = (StructType) DataType.fromJson(layout.schema());
    Dataset<Row> rows = scan(new ParquetFileFormat(), schema, Map.of(), files);
    List<Column> text = new ArrayList<>();
    for (StructField field : schema.fields()) {
      text.add(ParquetText.of(column(field.name()), field.dataType()).as(field.name()));
    }
    text.add(col(DumpFileIndex.FILE));
    text.add(col(DumpFileIndex.DUMP_DATE));
    text.add(lit(0L).as(NumberedRows.BLOCK));
    text.add(col("_metadata.row_index").plus(1).as(NumberedRows.SEQ));
    text.add(lit(null).cast(DataTypes.StringType).as(NumberedRows.MALFORMED));
    return rows.select(text.toArray(Column[]::new));
  }

  private Dataset<Row> scan(
      FileFormat format,
      boolean skipFirst,
      Map<String, String> options,
      Layout layout,
      List<InspectedFile> files) {
    return scan(
        new NumberedRows(format, numberRows, skipFirst),
        NumberedRows.schema(layout.columns()),
        options,
        files);
  }

  private Dataset<Row> scan(
      FileFormat format,
      StructType schema,
      Map<String, String> options,
      List<InspectedFile> files) {
    DumpFileIndex index = new DumpFileIndex(session, landing, files);
    HadoopFsRelation relation =
        new HadoopFsRelation(
            index,
            index.partitionSchema(),
            schema,
            Option.empty(),
            format,
            scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(options)),
            session);
    return ((org.apache.spark.sql.classic.SparkSession) session).baseRelationToDataFrame(relation);
  }

  /** The wanted columns in their order, null where there is none, then those that start with _. */
  private Dataset<Row> aligned(Dataset<Row> rows, Collection<String> columns) {
    Set<String> present = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    present.addAll(List.of(rows.columns()));
    List<Column> aligned = new ArrayList<>();
    for (String name : columns) {
      aligned.add(
          present.contains(name)
              ? column(name).as(name)
              : lit(null).cast(DataTypes.StringType).as(name));
    }
    aligned.add(col(DumpFileIndex.FILE));
    aligned.add(col(DumpFileIndex.DUMP_DATE));
    aligned.add(col(NumberedRows.BLOCK));
    aligned.add(col(NumberedRows.SEQ));
    if (numberRows) {
      aligned.add(col(NumberedRows.SEQ).as(ROW));
    }
    aligned.add(col(NumberedRows.MALFORMED));
    return rows.select(aligned.toArray(Column[]::new));
  }

  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
