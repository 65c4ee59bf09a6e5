package io.tributary.ingest;

import io.tributary.config.Suggestion;
import io.tributary.ingest.LoadPlan.SourcePlan;
import io.tributary.ingest.LoadedFiles.LoadedFile;
import io.tributary.vault.Masking;
import io.tributary.workspace.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is odd about the columns of tonight's files, though the night can go on. */
final class ColumnWarnings {
  private ColumnWarnings() {}

  /** A sentence each. */
  static List<String> of(LoadPlan plan, Map<DumpFile.Id, LoadedFile> loaded) {
    List<String> warnings = new ArrayList<>();
    for (SourcePlan source : plan.sources().values()) {
      if (source.source().format() == Source.Format.JSON) {
        warnings.addAll(absentFields(source, loaded));
      } else {
        warnings.addAll(newColumns(source, loaded));
      }
    }
    return warnings;
  }

  /** Columns that the source's loaded files did not have: somebody changed the export. */
  private static List<String> newColumns(SourcePlan plan, Map<DumpFile.Id, LoadedFile> loaded) {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.addAll(loadedColumns(plan.source(), loaded));
    if (known.isEmpty()) {
      return List.of();
    }
    List<String> warnings = new ArrayList<>();
    for (InspectedFile file : plan.files()) {
      for (String column : file.columns()) {
        if (known.add(column)) {
          warnings.add(
              "%s: column '%s' is new in %s; it is not used until the mapping says so."
                  .formatted(plan.source().name(), column, file.file().path()));
        }
      }
    }
    return warnings;
  }

  /**
   * Fields that a mapping uses and no record has. An absent field is null, so a misspelt one would
   * never be noticed.
   */
  private static List<String> absentFields(SourcePlan plan, Map<DumpFile.Id, LoadedFile> loaded) {
    Source source = plan.source();
    Set<String> fields = new TreeSet<>(loadedColumns(source, loaded));
    plan.files().forEach(file -> fields.addAll(file.columns()));
    if (fields.isEmpty()) {
      return List.of();
    }
    return source.usedColumns().stream()
        .filter(name -> !fields.contains(Masking.scrub(name)) && !ColumnNames.isOurs(name))
        .map(
            name ->
                "%s: the mapping uses '%s', but none of the first %,d records of each file has such a field, so it is null. %s"
                    .formatted(source.name(), name, JsonInspector.SAMPLE, hint(name, fields)))
        .toList();
  }

  private static String hint(String name, Set<String> fields) {
    return Suggestion.closest(name, fields)
        .map(field -> "Did you mean '" + field + "'?")
        .orElse("They have " + String.join(", ", fields) + ".");
  }

  private static Set<String> loadedColumns(Source source, Map<DumpFile.Id, LoadedFile> loaded) {
    Set<String> columns = new TreeSet<>();
    loaded.values().stream()
        .filter(f -> f.file().source().equals(source.name()))
        .forEach(f -> columns.addAll(f.inspected().columns()));
    return columns;
  }
}
