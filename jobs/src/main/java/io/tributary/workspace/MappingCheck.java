package io.tributary.workspace;

import io.tributary.config.Suggestion;
import io.tributary.pipeline.Problems;
import io.tributary.vault.Masking;
import io.tributary.workspace.Source.EntityMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds a source's expressions against the columns of a dump. */
public final class MappingCheck {
  private final List<String> dumpColumns;
  private final TreeSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> unknown = new LinkedHashMap<>();

  private MappingCheck(List<String> dumpColumns) {
    this.dumpColumns = dumpColumns;
    known.addAll(List.of(MappingTypes.ADDED.fieldNames()));
    known.addAll(dumpColumns);
  }

  /**
   * Notes the columns that a source's expressions use and its dump lacks.
   *
   * @param dumpColumns the columns of the dump, as its header names them
   */
  public static void check(Source source, List<String> dumpColumns, Problems problems) {
    MappingCheck check = new MappingCheck(dumpColumns);
    for (int i = 0; i < source.checks().size(); i++) {
      check.expression("checks[" + i + "]", source.checks().get(i));
    }
    for (int i = 0; i < source.entities().size(); i++) {
      check.mapping("entities[" + i + "]", source.entities().get(i));
    }
    check.unknown.forEach(
        (column, keys) ->
            problems.add(source.definedIn() + " " + keys.get(0), check.missing(column, keys)));
  }

  private void mapping(String key, EntityMapping mapping) {
    mapping.where().ifPresent(sql -> expression(key + ".where", sql));
    mapping.columns().forEach((name, sql) -> expression(key + ".columns." + name, sql));
    mapping
        .identifiers()
        .forEach(
            (namespace, expressions) -> {
              for (int i = 0; i < expressions.size(); i++) {
                String item = expressions.size() == 1 ? "" : "[" + i + "]";
                expression(key + ".identifiers." + namespace + item, expressions.get(i));
              }
            });
  }

  private void expression(String key, String sql) {
    for (String column : SqlExpressions.referencedColumns(sql)) {
      if (!known.contains(column)) {
        unknown.computeIfAbsent(column, none -> new ArrayList<>()).add(key);
      }
    }
  }

  private String missing(String column, List<String> keys) {
    String elsewhere =
        keys.size() == 1
            ? ""
            : " (also in " + String.join(", ", keys.subList(1, keys.size())) + ")";
    String hint =
        Suggestion.closest(column, known)
            .map(name -> "did you mean `" + name + "`? It has ")
            .orElse("it has ");
    return "the dump has no column `"
        + column
        + "`"
        + elsewhere
        + "; "
        + hint
        // Without a header, these are the values of the first record.
        + Masking.scrub(String.join(", ", dumpColumns));
  }
}
