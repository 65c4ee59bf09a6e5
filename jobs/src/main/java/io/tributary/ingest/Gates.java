package io.tributary.ingest;

import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.workspace.Settings.Quality;
import io.tributary.workspace.Source;
import io.tributary.workspace.Source.Delivery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The gates between a dump and the clean tables. Each returns the sentences that stop the run;
 * none: it may go on.
 */
final class Gates {
  private Gates() {}

  /**
   * Rejected records of a source against {@code quality.max_reject_rate}. Where loaded files are
   * read again, those that are new must pass by themselves, too: among months of sound dumps, a
   * ruined one would not be seen.
   */
  static List<String> rejectRate(StagedSource source, Quality quality) {
    List<String> ofAll = rejectRate(source, source.counts().rows().keySet(), "records", quality);
    return ofAll.isEmpty()
        ? rejectRate(source, source.plan().fresh(), "records in new files", quality)
        : ofAll;
  }

  private static List<String> rejectRate(
      StagedSource source, Set<String> files, String records, Quality quality) {
    long rows = sum(source.counts().rows(), files);
    long rejected = sum(source.counts().rejected(), files);
    BigDecimal allowed = quality.maxRejectRate().multiply(BigDecimal.valueOf(rows));
    if (BigDecimal.valueOf(rejected).compareTo(allowed) <= 0) {
      return List.of();
    }
    String reasons =
        source.counts().rejectsIn(files).entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(3)
            .map(e -> e.getKey() + " (" + e.getValue() + ")")
            .collect(Collectors.joining("; "));
    String where =
        source.counts().rejected().keySet().stream()
            .filter(files::contains)
            .limit(3)
            .collect(Collectors.joining(", "));
    return List.of(
        "%s: %d of %d %s were rejected, more than quality.max_reject_rate %s allows: %s. In %s. Correct the mapping or ask for the dump again; nothing of tonight was merged."
            .formatted(
                source.plan().source().name(),
                rejected,
                rows,
                records,
                quality.maxRejectRate(),
                reasons,
                where));
  }

  private static long sum(Map<String, Long> byFile, Set<String> files) {
    return files.stream().mapToLong(file -> byFile.getOrDefault(file, 0L)).sum();
  }

  /**
   * A source that must deliver tonight, and how much at least. A night whose dump was taken back,
   * and that brings no other, is run without it.
   */
  static List<String> delivered(
      Source source, LocalDate date, StagedSource staged, Collection<LoadedFile> loaded) {
    long rows = 0;
    boolean found = false;
    Map<String, Long> counted = staged == null ? Map.of() : staged.counts().rows();
    if (staged != null) {
      for (InspectedFile file : staged.plan().files()) {
        if (file.file().dumpDate().equals(date)) {
          found = true;
          rows += counted.getOrDefault(file.file().path(), 0L);
        }
      }
    }
    for (LoadedFile file : loaded) {
      boolean ofTonight =
          file.file().source().equals(source.name())
              && file.file().dumpDate().equals(date)
              && !file.retracted();
      boolean staysAsLoaded =
          staged == null
              || staged.plan().files().stream()
                  .noneMatch(f -> f.file().path().equals(file.file().path()));
      if (ofTonight && staysAsLoaded) {
        found = true;
        rows += file.rows();
      }
    }
    if (isTakenBack(source, date, staged, loaded)) {
      return List.of();
    }
    List<String> stops = new ArrayList<>();
    if (!found && (source.required() || source.minRows() > 0)) {
      stops.add(
          "%s: no dump dated %s lies in landing (%s), and the source is required. Wait for it, or deliver an empty file if there is nothing to say."
              .formatted(source.name(), date, source.files()));
    } else if (rows < source.minRows()) {
      stops.add(
          "%s: the dump dated %s has %d records, fewer than min_rows %d. Ask for a complete one."
              .formatted(source.name(), date, rows, source.minRows()));
    }
    return stops;
  }

  private static boolean isTakenBack(
      Source source, LocalDate date, StagedSource staged, Collection<LoadedFile> loaded) {
    boolean anyNew =
        staged != null
            && staged.plan().files().stream()
                .filter(f -> staged.plan().fresh().contains(f.file().path()))
                .anyMatch(f -> f.file().dumpDate().equals(date));
    return !anyNew
        && loaded.stream()
            .filter(LoadedFile::retracted)
            .map(LoadedFile::file)
            .anyMatch(f -> f.source().equals(source.name()) && f.dumpDate().equals(date));
  }

  /** Each full dump against the one before, by {@code quality.min_rows_vs_previous}. */
  static List<String> shrunk(StagedSource staged, Collection<LoadedFile> loaded, Quality quality) {
    Source source = staged.plan().source();
    if (source.delivery() != Delivery.FULL) {
      return List.of();
    }
    Map<LocalDate, Long> rows = new TreeMap<>();
    for (LoadedFile file : loaded) {
      if (file.file().source().equals(source.name())
          && !file.retracted()
          && !staged.plan().reload()) {
        rows.merge(file.file().dumpDate(), file.rows(), Long::sum);
      }
    }
    staged.rowsByDate().forEach((date, n) -> rows.merge(date, n, Long::sum));
    List<String> stops = new ArrayList<>();
    LocalDate previous = null;
    for (LocalDate date : rows.keySet()) {
      boolean isFresh =
          staged.plan().files().stream()
              .anyMatch(
                  f ->
                      f.file().dumpDate().equals(date)
                          && staged.plan().fresh().contains(f.file().path()));
      if (previous != null && isFresh) {
        BigDecimal least =
            quality.minRowsVsPrevious().multiply(BigDecimal.valueOf(rows.get(previous)));
        if (BigDecimal.valueOf(rows.get(date)).compareTo(least) < 0) {
          stops.add(
              "%s: the full dump of %s has %d records, the one of %s had %d: less than quality.min_rows_vs_previous %s allows. Is it cut off? Ask for it again, or lower the bound for tonight."
                  .formatted(
                      source.name(),
                      date,
                      rows.get(date),
                      previous,
                      rows.get(previous),
                      quality.minRowsVsPrevious()));
        }
      }
      previous = date;
    }
    return stops;
  }
}
