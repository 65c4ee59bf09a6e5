package io.tributary.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one {@code sources/*.yaml} says: where the dumps of a source lie, how they are read, and how
 * their rows become canonical entities.
 *
 * @param name the source's name, its file name without the ending
 * @param definedIn the mapping file, relative to the workspace, for messages
 * @param required a night whose date has no dump of this source stops at the gate
 * @param minRows a dump of the night with fewer rows stops at the gate
 * @param checks Spark SQL aggregate conditions over one date's dump
 */
public record Source(
    String name,
    String definedIn,
    FilePattern files,
    Format format,
    ReadOptions options,
    Delivery delivery,
    boolean required,
    long minRows,
    List<String> checks,
    List<EntityMapping> entities) {

  /** This source with other mappings. */
  Source withEntities(List<EntityMapping> others) {
    return new Source(
        name, definedIn, files, format, options, delivery, required, minRows, checks, others);
  }

  /** All names that the mappings and checks refer to, {@code _file} and the like included. */
  public Set<String> usedColumns() {
    List<String> expressions = new ArrayList<>(checks);
    for (EntityMapping mapping : entities) {
      mapping.where().ifPresent(expressions::add);
      expressions.addAll(mapping.columns().values());
      mapping.identifiers().values().forEach(expressions::addAll);
    }
    Set<String> used = new TreeSet<>();
    expressions.forEach(sql -> used.addAll(SqlExpressions.referencedColumns(sql)));
    return used;
  }

  /** Formats that a dump may have. */
  public enum Format {
    CSV,
    JSON,
    PARQUET,
    XLSX
  }

  /** Whether a dump brings what changed or the whole state. */
  public enum Delivery {
    CHANGES,
    FULL
  }

  /**
   * How text is read. Only what a format knows may be given.
   *
   * @param header csv and xlsx: the first record names the columns; otherwise they are _c0, _c1 ...
   * @param encoding csv and json: a Java charset name
   * @param delimiter csv: one character
   * @param quote csv: one character
   * @param sheet xlsx: the sheet's name; the first one where empty
   */
  public record ReadOptions(
      boolean header, String encoding, char delimiter, char quote, Optional<String> sheet) {}

  /**
   * How rows of the dump become rows of one entity.
   *
   * @param where Spark SQL over the dump's columns; rows for which it is not true are not of this
   *     entity
   * @param columns canonical column to Spark SQL expression, in the entity's order
   * @param identifiers namespace to Spark SQL expressions
   */
  public record EntityMapping(
      Entity entity,
      Optional<String> where,
      Map<String, String> columns,
      Map<String, List<String>> identifiers) {}
}
