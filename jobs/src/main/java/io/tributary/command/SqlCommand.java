package io.tributary.command;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import io.tributary.export.SingleFile;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}: asks the lake. */
@Command(
    name = "sql",
    description = "Asks the lake: a SELECT over its tables, clean and published ones alike.",
    mixinStandardHelpOptions = true)
public final class SqlCommand implements Callable<Integer> {
  @Mixin WorkspaceOption workspace;

  @Mixin LakeDateOptions asOf;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "50",
      description = "Rows to show at most (default: ${DEFAULT-VALUE}).")
  int rows;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the whole answer to a file instead: .csv, .json (an object per line) or .parquet. A path is one of this machine, or a URL such as s3a://...")
  String out;

  @Parameters(
      paramLabel = "QUERY",
      description = "Such as: \"SELECT channel, count(*) FROM clean_order GROUP BY channel\"")
  String query;

  @Override
  public Integer call() throws Exception {
    if (rows < 0) {
      throw new UserMistake("--rows takes a number from 0 on, not " + rows + ".");
    }
    AnswerFile file = out == null ? null : AnswerFile.at(out);
    Workspace read = workspace.read();
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    asOf.check(lake);
    Map<String, Dataset<Row>> tables = named(lake);
    for (Map.Entry<String, Dataset<Row>> table : tables.entrySet()) {
      table.getValue().createOrReplaceTempView(table.getKey());
    }
    try {
      // Refuses whatever is not a question: only the jobs may change a table.
      ((org.apache.spark.sql.classic.SparkSession) session)
          .sessionState()
          .sqlParser()
          .parseQuery(query);
      Dataset<Row> answer = session.sql(query);
      if (file == null) {
        shown(answer, rows, Terminal.width()).forEach(System.out::println);
      } else {
        file.write(lake.files(), answer, read.settings().export().csvBom());
        System.out.println("Written to " + out);
      }
      return 0;
    } catch (Exception e) {
      // Scala does not declare it, so Java will not let us catch it by name.
      if (e instanceof AnalysisException refusal) {
        Map<String, List<String>> columns = new TreeMap<>();
        tables.forEach((name, table) -> columns.put(name, Arrays.asList(table.columns())));
        throw SqlMistake.of(refusal, lake.tables(), columns);
      }
      throw e;
    }
  }

  /** Those of the lake's tables that the question may mean: to open one takes a moment. */
  private Map<String, Dataset<Row>> named(Lake lake) {
    Map<String, Dataset<Row>> named = new TreeMap<>();
    for (String table : lake.tables()) {
      if (Pattern.compile("(?i)\\b" + Pattern.quote(table) + "\\b").matcher(query).find()) {
        named.put(table, lake.read(table));
      }
    }
    return named;
  }

  /**
   * An answer's first rows as a table.
   *
   * @param width of the terminal
   */
  static List<String> shown(Dataset<Row> answer, int rows, int width) {
    List<String> header = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    List<Column> texts = new ArrayList<>();
    StructField[] fields = answer.schema().fields();
    // By place: an answer may have two columns of one name.
    String[] places = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      places[i] = "c" + i;
      header.add(fields[i].name());
      numbers.add(fields[i].dataType() instanceof NumericType);
      texts.add(coalesce(text(col(places[i]), fields[i].dataType()), lit("NULL")));
    }
    TextTable table = new TextTable(header, numbers);
    List<Row> found =
        answer.limit(rows + 1).toDF(places).select(texts.toArray(Column[]::new)).collectAsList();
    for (Row row : found.subList(0, Math.min(rows, found.size()))) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < fields.length; i++) {
        cells.add(row.getString(i));
      }
      table.add(cells);
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    lines.add(
        found.size() > rows
            ? "(the first %,d rows; --rows N shows more, --out FILE writes all)".formatted(rows)
            : "(%,d %s)".formatted(found.size(), found.size() == 1 ? "row" : "rows"));
    return lines;
  }

  private static Column text(Column value, DataType type) {
    if (SingleFile.isNested(type)) {
      return to_json(value);
    }
    return type instanceof BinaryType ? hex(value) : value.cast("string");
  }
}
