package io.tributary.ingest;

import io.tributary.ingest.LoadPlan.SourcePlan;
import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.Source;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** What the ingest of a night would read: for {@code tributary check}. */
public final class LoadPreview {
  private LoadPreview() {}

  /**
   * One line per source, and the reasons for rebuilds.
   *
   * @throws io.tributary.pipeline.UserMistake if a mapping does not fit its dumps
   */
  public static List<String> lines(
      Workspace workspace, SparkSession session, Lake lake, LocalDate date, boolean full) {
    SparkSession mappings = Sessions.forMappings(session);
    Map<DumpFile.Id, LoadedFile> loaded = new LoadedFiles(lake, session).read();
    LoadPlan plan = IngestDumps.plan(workspace, lake, mappings, date, full, loaded);
    List<String> lines = new ArrayList<>();
    lines.add("A night for " + date + " would read from " + workspace.landing() + ":");
    for (Source source : workspace.sources()) {
      SourcePlan files = plan.sources().get(source.name());
      lines.add("  %-24s %s".formatted(source.name(), describe(source, files)));
    }
    plan.reasons().forEach(reason -> lines.add("  rebuild of the tables of " + reason));
    ColumnWarnings.of(plan, loaded).forEach(warning -> lines.add("warning: " + warning));
    return lines;
  }

  private static String describe(Source source, SourcePlan plan) {
    if (plan == null) {
      return "nothing new (" + source.files() + ")";
    }
    long bytes = plan.files().stream().mapToLong(f -> f.file().size()).sum();
    String entities =
        String.join(", ", source.entities().stream().map(m -> m.entity().name()).toList());
    return "%d files, %,d bytes, dated %s to %s -> %s"
        .formatted(
            plan.files().size(),
            bytes,
            plan.files().stream()
                .map(f -> f.file().dumpDate())
                .min(LocalDate::compareTo)
                .orElseThrow(),
            plan.files().stream()
                .map(f -> f.file().dumpDate())
                .max(LocalDate::compareTo)
                .orElseThrow(),
            entities);
  }
}
