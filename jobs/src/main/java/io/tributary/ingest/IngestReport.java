package io.tributary.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.tributary.ingest.LoadPlan.SourcePlan;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Run;
import io.tributary.vault.Masking;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.EntityMapping;
import io.tributary.workspace.SqlExpressions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the ingest tells about a night: per source files, rows, rejects, values that could not be
 * read.
 */
final class IngestReport {
  private static final int EXAMPLES = 3;

  private IngestReport() {}

  static JobResult of(
      Run run,
      SparkSession mappings,
      LoadPlan plan,
      Map<String, StagedSource> staged,
      Map<String, Long> changed,
      Steps steps) {
    long rows = 0;
    long rejected = 0;
    long files = 0;
    Map<String, Object> sources = new TreeMap<>();
    for (StagedSource source : staged.values()) {
      rows += source.counts().allRows();
      rejected += source.counts().allRejected();
      files += source.plan().files().size();
      sources.put(source.plan().source().name(), source(run, mappings, source));
    }
    long written = changed.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("rejected", rejected);
    details.put("sources", sources);
    details.put("changed_rows", changed);
    steps.done("report");
    details.put("seconds_by_step", steps.seconds());
    details.put("rebuilt", new ArrayList<>(plan.rebuilt()));
    String message =
        "%,d files, %,d rows, %,d rejected; %,d rows changed in the lake"
            .formatted(files, rows, rejected, written);
    return new JobResult(true, rows, written, message, details);
  }

  private static Map<String, Object> source(Run run, SparkSession mappings, StagedSource staged) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("files", staged.plan().files().size());
    source.put("rows", staged.counts().allRows());
    source.put("rejected", staged.counts().allRejected());
    source.put("rejects", staged.counts().allRejects());
    Map<String, Long> dropped = new TreeMap<>();
    Map<String, Object> unread = new TreeMap<>();
    staged
        .counts()
        .notes()
        .forEach(
            (note, count) -> {
              if (note.startsWith("dropped:")) {
                dropped.put(note.substring("dropped:".length()), count);
              } else {
                String column = note.substring("unread:".length());
                unread.put(
                    column,
                    Map.of(
                        "rows", count, "examples", examples(run, mappings, staged.plan(), column)));
              }
            });
    source.put("identifiers_dropped", dropped);
    source.put("unread", unread);
    return source;
  }

  /**
   * A second look at a dump for what a mapping could not read; shapes only, for the values may be
   * anything.
   */
  private static List<String> examples(
      Run run, SparkSession mappings, SourcePlan plan, String entityColumn) {
    String entity = entityColumn.substring(0, entityColumn.indexOf('.'));
    String column = entityColumn.substring(entityColumn.indexOf('.') + 1);
    Source source = plan.source();
    Dataset<Row> dump = StagedSource.dump(run, mappings, plan);
    List<String> examples = new ArrayList<>();
    for (EntityMapping mapping : source.entities()) {
      String sql = mapping.columns().get(column);
      if (!mapping.entity().name().equals(entity) || sql == null) {
        continue;
      }
      List<Column> used = new ArrayList<>();
      Column unread =
          coalesce(expr(mapping.where().orElse("true")), lit(false))
              .and(col("_malformed").isNull());
      unread =
          unread.and(expr(sql).cast(mapping.entity().column(column).orElseThrow().type()).isNull());
      for (String name : SqlExpressions.referencedColumns(sql)) {
        if (Arrays.stream(dump.columns()).anyMatch(name::equalsIgnoreCase)) {
          used.add(col("`" + name + "`"));
          unread = unread.and(col("`" + name + "`").isNotNull());
        }
      }
      dump.where(unread)
          .select(concat_ws(" | ", used.toArray(Column[]::new)))
          .limit(EXAMPLES)
          .as(Encoders.STRING())
          .collectAsList()
          .forEach(value -> examples.add(Masking.shape(value)));
    }
    return examples.stream().distinct().limit(EXAMPLES).toList();
  }
}
