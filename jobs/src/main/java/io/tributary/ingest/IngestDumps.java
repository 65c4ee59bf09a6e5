package io.tributary.ingest;

import io.tributary.ingest.LoadPlan.Known;
import io.tributary.ingest.LoadPlan.SourcePlan;
import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.lake.Lake;
import io.tributary.lake.LakeState;
import io.tributary.pipeline.GateStopped;
import io.tributary.pipeline.Job;
import io.tributary.pipeline.JobResult;
import io.tributary.pipeline.Parallel;
import io.tributary.pipeline.Problems;
import io.tributary.pipeline.Run;
import io.tributary.pipeline.Sessions;
import io.tributary.workspace.EntityCatalog;
import io.tributary.workspace.Fingerprint;
import io.tributary.workspace.MappingCheck;
import io.tributary.workspace.Source;
import io.tributary.workspace.Workspace;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;

/**
 * Takes in every dump dated on or before the run's date that is not loaded yet: clean tables (one
 * row per key, the newest version), vault, {@code rejects} and the ledger of loaded files.
 *
 * <p>Two rules that surprise: nothing is merged until every gate of every source has passed; and an
 * order's lines are replaced as a whole by the newest file that has any of them.
 */
public final class IngestDumps implements Job {
  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String description() {
    return "takes in new dumps: clean tables, vault, rejects";
  }

  @Override
  public List<String> reads() {
    return List.of("landing");
  }

  @Override
  public List<String> writes() {
    List<String> tables = new ArrayList<>();
    EntityCatalog.standard().names().forEach(entity -> tables.add(CleanTable.name(entity)));
    tables.addAll(List.of(Vault.TABLE, RejectedRows.TABLE, LoadedFiles.TABLE));
    return tables;
  }

  @Override
  public JobResult run(Run run) {
    Steps steps = new Steps();
    SparkSession mappings = Sessions.forMappings(run.spark());
    LoadedFiles ledger = new LoadedFiles(run.lake(), run.spark());
    Map<DumpFile.Id, LoadedFile> loaded = ledger.read();
    LoadPlan plan = plan(run.workspace(), run.lake(), mappings, run.date(), run.full(), loaded);
    plan.reasons().forEach(reason -> run.console().say("  rebuilding the tables of " + reason));
    ColumnWarnings.of(plan, loaded).forEach(run.console()::warn);
    // Merging a few rows into a large table is work on much data, too.
    Sessions.fit(mappings, plan.bytes());
    Sessions.fit(run.spark(), Math.max(plan.bytes(), LoadedFiles.bytes(loaded) / 8));
    steps.done("plan");

    Map<String, StagedSource> staged = stage(run, mappings, plan);
    pass(run, staged, loaded);
    steps.done("stage");
    if (plan.isEmpty()) {
      return JobResult.unchanged("every dump up to " + run.date() + " is loaded");
    }

    run.lock().verify();
    LakeState.of(run.lake()).begin(run.date(), run.key());
    Map<String, Long> changed = new CleanEntities(run, plan, staged, loaded).write();
    steps.done("merge");
    run.lock().verify();
    ledger.write(ledgerRows(run, plan, staged, loaded), plan.takenOver());
    JobResult result = IngestReport.of(run, mappings, plan, staged, changed, steps);
    run.lake().files().delete(run.lake().internal("staging"));
    return result;
  }

  /**
   * What a night would read; looks at files that are new, reads no row.
   *
   * @throws io.tributary.pipeline.UserMistake with every file that cannot be read, and all in the
   *     mappings that does not fit the others
   */
  static LoadPlan plan(
      Workspace workspace,
      Lake lake,
      SparkSession mappings,
      LocalDate date,
      boolean full,
      Map<DumpFile.Id, LoadedFile> loaded) {
    String folder = workspace.landing();
    Problems problems = new Problems();
    Map<String, List<DumpFile>> landing = new TreeMap<>();
    Map<String, String> fingerprints = new TreeMap<>();
    for (Source source : workspace.sources()) {
      landing.put(
          source.name(),
          Landing.list(
              mappings.sparkContext().hadoopConfiguration(), folder, source, date, problems));
      fingerprints.put(source.name(), Fingerprint.of(source, workspace.settings()));
    }
    Set<String> toRebuild = new TreeSet<>(CleanEntities.switchedOrders(workspace, lake));
    if (full) {
      toRebuild.addAll(CleanEntities.unmapped(workspace, lake));
    }
    Known known = new Known(workspace.sources(), landing, loaded, fingerprints, toRebuild, full);
    LoadPlan plan =
        LoadPlan.make(
            known,
            files -> InspectFiles.run(mappings, folder, files.source(), files.files(), problems));
    plan.sources().values().forEach(source -> checkColumns(source, problems));
    problems.throwIfAny();
    return plan;
  }

  /** Every distinct header of tonight's files is held against the mapping. */
  private static void checkColumns(SourcePlan plan, Problems problems) {
    if (plan.source().format() == Source.Format.JSON) {
      // Each record names its own fields, and one that is absent is null.
      return;
    }
    Map<Set<String>, List<String>> headers = new LinkedHashMap<>();
    for (InspectedFile file : plan.files()) {
      if (!file.columns().isEmpty()) {
        headers.putIfAbsent(new TreeSet<>(file.columns()), file.columns());
      }
    }
    headers.values().forEach(header -> MappingCheck.check(plan.source(), header, problems));
  }

  private static Map<String, StagedSource> stage(Run run, SparkSession mappings, LoadPlan plan) {
    Lake lake = run.lake();
    lake.files().delete(lake.internal("staging"));
    Tombstones tombstones = Tombstones.of(lake);
    List<Callable<StagedSource>> tasks = new ArrayList<>();
    for (SourcePlan source : plan.sources().values()) {
      tasks.add(() -> StagedSource.write(run, mappings, source, tombstones));
    }
    Map<String, StagedSource> staged = new TreeMap<>();
    for (StagedSource source : Parallel.all(run.spark(), tasks)) {
      staged.put(source.plan().source().name(), source);
    }
    return staged;
  }

  private static void pass(
      Run run, Map<String, StagedSource> staged, Map<DumpFile.Id, LoadedFile> loaded) {
    List<String> stops = new ArrayList<>();
    for (Source source : run.workspace().sources()) {
      StagedSource ofSource = staged.get(source.name());
      stops.addAll(Gates.delivered(source, run.date(), ofSource, loaded.values()));
      if (ofSource != null) {
        stops.addAll(Gates.rejectRate(ofSource, run.workspace().settings().quality()));
        stops.addAll(Gates.shrunk(ofSource, loaded.values(), run.workspace().settings().quality()));
        stops.addAll(ofSource.failedChecks());
      }
    }
    if (!stops.isEmpty()) {
      throw new GateStopped(stops);
    }
  }

  private static Collection<LoadedFile> ledgerRows(
      Run run,
      LoadPlan plan,
      Map<String, StagedSource> staged,
      Map<DumpFile.Id, LoadedFile> loaded) {
    Map<DumpFile.Id, LoadedFile> rows = new TreeMap<>();
    loaded.values().stream()
        .filter(LoadedFile::isRetractionPending)
        .filter(f -> !plan.takenOver().contains(f))
        .forEach(f -> rows.put(f.file().id(), f.retractionDone()));
    plan.unchanged().stream()
        .filter(f -> !f.isRetractionPending())
        .forEach(f -> rows.put(f.file().id(), f));
    for (StagedSource source : staged.values()) {
      String fingerprint = Fingerprint.of(source.plan().source(), run.workspace().settings());
      for (InspectedFile file : source.plan().files()) {
        String path = file.file().path();
        boolean fresh = source.plan().fresh().contains(path);
        if (source.plan().reload() || fresh) {
          rows.put(
              file.file().id(),
              new LoadedFile(
                  file,
                  source.counts().rows().getOrDefault(path, 0L),
                  source.counts().rejected().getOrDefault(path, 0L),
                  fingerprint,
                  fresh ? run.date() : loaded.get(file.file().id()).night(),
                  false));
        }
      }
    }
    return rows.values();
  }
}
