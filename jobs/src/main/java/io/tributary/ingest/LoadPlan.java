package io.tributary.ingest;

import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.ingest.TableChanges.FullDumps;
import io.tributary.pipeline.UserMistake;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.Delivery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What tonight's ingest reads. Usually the files that are not loaded yet; where a loaded file was
 * replaced or taken back, where the settings of a source changed, where a full dump came late, or
 * on request, the source's entities are rebuilt from all dumps in landing.
 *
 * @param sources those that have something to read, by name
 * @param rebuilt entities that are rebuilt from all their dumps
 * @param unchanged files whose time of change moved, but not their bytes: only the ledger notes it
 * @param takenOver rows of the ledger that go, as another source reads their files now, or as all
 *     is built anew without their source
 * @param reasons why something is rebuilt; a sentence each
 */
record LoadPlan(
    Map<String, SourcePlan> sources,
    Set<String> rebuilt,
    List<LoadedFile> unchanged,
    List<LoadedFile> takenOver,
    List<String> reasons) {

  /**
   * What is read of one source.
   *
   * @param files all files to read, new ones and, for a rebuild, loaded ones
   * @param fresh paths of those that are not loaded, or were loaded with other bytes
   * @param reload whether every file of the source is read and its ledger rows are written anew
   */
  record SourcePlan(Source source, List<InspectedFile> files, Set<String> fresh, boolean reload) {}

  /** What is known of the landing folder and the ledger before the plan is made. */
  record Known(
      List<Source> sources,
      Map<String, List<DumpFile>> landing,
      Map<DumpFile.Id, LoadedFile> loaded,
      Map<String, String> fingerprints,
      Set<String> entitiesToRebuild,
      boolean full) {

    /**
     * Loaded files that the source which loaded them does not list any more, while another does: as
     * after a source was renamed. When all is built anew, also those of sources that are no more:
     * what they brought goes, and must be loaded again should they come back.
     */
    List<LoadedFile> takenOver() {
      Set<DumpFile.Id> listed = new HashSet<>();
      landing.values().forEach(files -> files.forEach(f -> listed.add(f.id())));
      Set<String> paths = listed.stream().map(DumpFile.Id::path).collect(Collectors.toSet());
      return loaded.entrySet().stream()
          .filter(e -> !listed.contains(e.getKey()))
          .filter(e -> paths.contains(e.getKey().path()) || full && isOfNoSource(e.getValue()))
          .map(Map.Entry::getValue)
          .toList();
    }

    /** A file that was taken back stays so, whatever becomes of its source. */
    private boolean isOfNoSource(LoadedFile file) {
      return !file.retracted()
          && sources.stream().noneMatch(source -> source.name().equals(file.file().source()));
    }
  }

  /** Bytes of all files to read. */
  long bytes() {
    return sources.values().stream()
        .flatMap(source -> source.files().stream())
        .mapToLong(file -> file.file().size())
        .sum();
  }

  /** Whether there is nothing to do: that only a file's time of change moved can be noted later. */
  boolean isEmpty() {
    return sources.isEmpty() && rebuilt.isEmpty();
  }

  /**
   * Makes the plan.
   *
   * @param inspect looks at files of one source
   * @throws UserMistake if a rebuild needs a file that is no longer in landing
   */
  static LoadPlan make(Known known, Function<SourceFiles, List<InspectedFile>> inspect) {
    List<LoadedFile> takenOver = known.takenOver();
    Map<String, SourceFindings> findings = new LinkedHashMap<>();
    for (Source source : known.sources()) {
      findings.put(source.name(), SourceFindings.of(source, known, takenOver, inspect));
    }
    List<String> reasons = new ArrayList<>();
    Set<String> rebuilt = new TreeSet<>(known.entitiesToRebuild());
    for (Source source : known.sources()) {
      String reason = findings.get(source.name()).rebuildReason(known);
      if (reason != null) {
        reasons.add(reason);
        source.entities().forEach(m -> rebuilt.add(m.entity().name()));
      }
    }
    refuseMissing(known, findings, rebuilt);

    Map<String, SourcePlan> plans = new TreeMap<>();
    List<LoadedFile> unchanged = new ArrayList<>();
    for (Source source : known.sources()) {
      SourceFindings found = findings.get(source.name());
      boolean reload =
          source.entities().stream().anyMatch(m -> rebuilt.contains(m.entity().name()));
      List<InspectedFile> files = reload ? found.all() : found.fresh();
      if (!files.isEmpty()) {
        Set<String> fresh =
            found.fresh().stream().map(f -> f.file().path()).collect(Collectors.toSet());
        plans.put(source.name(), new SourcePlan(source, files, fresh, reload));
      }
      unchanged.addAll(found.touched());
    }
    return new LoadPlan(plans, rebuilt, unchanged, takenOver, reasons);
  }

  /** Files of one source that are to be looked at. */
  record SourceFiles(Source source, List<DumpFile> files) {}

  /** The full-delivery sources with their dumps, for one entity. */
  Map<String, FullDumps> fullDumps(
      Collection<Source> all, String entity, Map<DumpFile.Id, LoadedFile> loaded) {
    Map<String, FullDumps> full = new TreeMap<>();
    for (Source source : all) {
      boolean feeds = source.entities().stream().anyMatch(m -> m.entity().name().equals(entity));
      if (!feeds || source.delivery() != Delivery.FULL) {
        continue;
      }
      SourcePlan plan = sources.get(source.name());
      boolean complete = rebuilt.contains(entity);
      List<LocalDate> tonight =
          plan == null
              ? List.of()
              : plan.files().stream()
                  .filter(f -> complete || plan.fresh().contains(f.file().path()))
                  .map(f -> f.file().dumpDate())
                  .distinct()
                  .sorted()
                  .toList();
      LocalDate before =
          loaded.values().stream()
              .filter(f -> f.file().source().equals(source.name()) && !f.retracted())
              .map(f -> f.file().dumpDate())
              .max(Comparator.naturalOrder())
              .orElse(null);
      full.put(source.name(), new FullDumps(complete ? null : before, tonight, source.files()));
    }
    return full;
  }

  private static void refuseMissing(
      Known known, Map<String, SourceFindings> findings, Set<String> rebuilt) {
    List<String> missing = new ArrayList<>();
    for (Source source : known.sources()) {
      boolean needed =
          source.entities().stream().anyMatch(m -> rebuilt.contains(m.entity().name()));
      if (needed) {
        findings.get(source.name()).missing().forEach(f -> missing.add(f.file().path()));
      }
    }
    if (!missing.isEmpty()) {
      String shown = missing.stream().limit(5).collect(Collectors.joining(", "));
      throw new UserMistake(
          "A rebuild needs every dump that was loaded, but landing lacks %d of them: %s%s. Put them back, or take them back with `tributary retract FILE`."
              .formatted(missing.size(), shown, missing.size() > 5 ? ", …" : ""));
    }
  }
}
