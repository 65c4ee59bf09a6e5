package io.tributary.command;

import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Workspace;
import java.util.concurrent.Callable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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

  @Parameters(
      paramLabel = "QUERY",
      description = "Such as: \"SELECT channel, count(*) FROM clean_order GROUP BY channel\"")
  String query;

  @Override
  public Integer call() throws Exception {
    Workspace read = workspace.read();
    SparkSession session = Sessions.forWorkspace(Sessions.start(workspace.master), read.settings());
    Lake lake = new Lake(session, read.lake());
    asOf.check(lake);
    for (String table : lake.tables()) {
      lake.read(table).createOrReplaceTempView(table);
    }
    try {
      // Refuses whatever is not a question: only the jobs may change a table.
      ((org.apache.spark.sql.classic.SparkSession) session)
          .sessionState()
          .sqlParser()
          .parseQuery(query);
      Dataset<Row> answer = session.sql(query);
      answer.show(rows, 60);
      return 0;
    } catch (Exception e) {
      // Scala does not declare it, so Java will not let us catch it by name.
      if (e instanceof AnalysisException) {
        throw new UserMistake(
            "%s The lake's tables are: %s."
                .formatted(firstLine(e.getMessage()), String.join(", ", lake.tables())));
      }
      throw e;
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
