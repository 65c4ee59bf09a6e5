package io.tributary.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tributary.lake.FileStore;
import io.tributary.lake.Lake;
import io.tributary.lake.LiteralGlob;
import io.tributary.lake.Publication;
import io.tributary.lake.RowCounts;
import io.tributary.lake.TableSpec;
import io.tributary.lake.WholeFiles;
import io.tributary.pipeline.Contract;
import io.tributary.pipeline.Contracts;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.RunReport;
import io.tributary.pipeline.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes every published table to {@code exports/<D>/tables}: as Parquet, and as CSV where it is
 * small, with {@link ExportGuide what they mean} beside them. All appear together, when the last
 * one is written.
 */
public final class ExportTables implements Job {
  /** A table with this many rows or more is too large for people to open as CSV. */
  static final long CSV_BELOW = 100_000;

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String description() {
    return "writes the published tables as Parquet and CSV";
  }

  @Override
  public List<String> reads() {
    return Contracts.PUBLISHED;
  }

  @Override
  public List<String> writes() {
    return List.of("exports");
  }

  @Override
  public JobResult run(Run run) {
    if (isUpToDate(run)) {
      return JobResult.unchanged("exports are up to date");
    }
    // What the last job worked on says little about what is published.
    Sessions.fit(run.spark(), run.lake().bytes(Contracts.PUBLISHED));
    FileStore files = run.lake().files();
    run.lock().verify();
    Publication publication = Publication.begin(files, shown(run), ExportGuide.LAST);
    Path folder = publication.folder();
    List<Callable<Long>> tasks = new ArrayList<>();
    for (String table : Contracts.PUBLISHED) {
      if (run.lake().has(table)) {
        tasks.add(() -> write(run, Contracts.table(table, run.workspace()), folder));
      }
    }
    long rows = Parallel.all(run.spark(), tasks).stream().mapToLong(Long::longValue).sum();
    boolean marked = run.workspace().settings().export().csvBom();
    ExportGuide.write(files, folder, contracts(run), marked ? SingleFile.BYTE_ORDER_MARK : "");
    publication.complete();
    return new JobResult(
        true,
        rows,
        rows,
        "%d tables, %,d rows, in %s".formatted(tasks.size(), rows, shown(run).getParent()),
        Map.of());
  }

  private static List<Contract> contracts(Run run) {
    return Contracts.PUBLISHED.stream()
        .filter(run.lake()::has)
        .map(table -> Contracts.contract(table, run.workspace()))
        .toList();
  }

  private static Path shown(Run run) {
    return new Path(run.workspace().exports(), run.date() + "/tables");
  }

  /** The night's own rows in {@code runs} are no reason to export again. */
  private static boolean isUpToDate(Run run) {
    if (!run.lake().files().exists(new Path(shown(run), ExportGuide.LAST))) {
      return false;
    }
    Optional<Map<String, Long>> exported = RunReport.finishedVersions(run);
    List<String> tables = Contracts.PUBLISHED.stream().filter(t -> !t.equals("runs")).toList();
    Map<String, Long> now = run.lake().versions(tables);
    return exported.isPresent() && exported.get().entrySet().containsAll(now.entrySet());
  }

  private static long write(Run run, TableSpec spec, Path folder) {
    Lake lake = run.lake();
    Path table = new Path(folder, spec.name());
    long rows = lake.knownRows(spec.name());
    if (rows < CSV_BELOW) {
      return writeSorted(run, spec, table);
    }
    Optional<WholeFiles> files = WholeFiles.of(lake, spec);
    if (files.isPresent()) {
      files.get().copyTo(table, run.spark());
    } else {
      lake.read(spec.name()).select(spec.select()).write().parquet(table.toString());
    }
    return rows;
  }

  private static long writeSorted(Run run, TableSpec spec, Path table) {
    Lake lake = run.lake();
    Column[] key = spec.key().stream().map(k -> col("`" + k + "`")).toArray(Column[]::new);
    Dataset<Row> rows = lake.read(spec.name()).select(spec.select()).orderBy(key);
    RowCounts counts = new RowCounts();
    counts.of(rows, count(lit(1)).as("rows")).write().parquet(table.toString());
    long count = counts.get("rows");
    if (count < CSV_BELOW) {
      Dataset<Row> written =
          run.spark()
              .read()
              .schema(rows.schema())
              .parquet(LiteralGlob.of(table.toString()))
              .orderBy(key);
      boolean marked = run.workspace().settings().export().csvBom();
      SingleFile.write(lake.files(), written, SingleFile.Form.CSV, marked, table.suffix(".csv"));
    }
    return count;
  }
}
