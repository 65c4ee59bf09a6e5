package io.tributary.workspace;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A canonical entity, as {@code schemas/entities/<name>.yaml} defines it.
 *
 * @param key the columns that identify a row; where they are optional, the ingest derives what is
 *     missing
 * @param keyIncludesIdentifiers whether the row's identifiers belong to its key, too
 * @param takesIdentifiers whether a mapping may carry identifiers
 */
public record Entity(
    String name,
    String meaning,
    String labelZh,
    List<String> key,
    boolean keyIncludesIdentifiers,
    boolean takesIdentifiers,
    List<Column> columns) {

  /** Class of personal data, which decides where a value may stand. */
  public enum Personal {
    /** Not about a person. */
    NONE,
    /** Describes a person, but does not point to one: stays in the clean tables. */
    ATTRIBUTE,
    /**
     * Points to a person (member number): a keyed hash in the clean tables, the value in the vault.
     */
    IDENTIFIER,
    /** A person's name: a keyed hash in the clean tables, the value in the vault. */
    NAME
  }

  /**
   * A column of the clean table.
   *
   * @param type a Spark SQL type, such as {@code decimal(18,2)}
   * @param required a row without it is rejected
   * @param requiredUnlessMapped the entity that, where no source maps it, makes this column
   *     required
   * @param defaultSql SQL literal that stands in where the column is not mapped or comes out null
   * @param check SQL condition over the entity's columns; a row for which it is false is rejected
   * @param namespace of an identifier column: the namespace whose values it holds
   */
  public record Column(
      String name,
      String type,
      boolean required,
      Optional<String> requiredUnlessMapped,
      Optional<String> defaultSql,
      Optional<String> check,
      Personal personal,
      Optional<String> namespace,
      String meaning,
      String labelZh) {

    /** Whether the clean table holds a keyed hash instead of the value. */
    public boolean isProtected() {
      return personal == Personal.IDENTIFIER || personal == Personal.NAME;
    }

    private Column requiredAmong(Set<String> mappedEntities) {
      boolean needed =
          requiredUnlessMapped.isPresent() && !mappedEntities.contains(requiredUnlessMapped.get());
      return new Column(
          name,
          type,
          required || needed,
          requiredUnlessMapped,
          defaultSql,
          check,
          personal,
          namespace,
          meaning,
          labelZh);
    }
  }

  /**
   * This entity in a workspace: a column that stands in for an entity which no source maps is
   * required.
   *
   * @param mappedEntities the entities that the workspace's sources map, all together
   */
  public Entity among(Set<String> mappedEntities) {
    return new Entity(
        name,
        meaning,
        labelZh,
        key,
        keyIncludesIdentifiers,
        takesIdentifiers,
        columns.stream().map(c -> c.requiredAmong(mappedEntities)).toList());
  }

  /** The column of that name, if the entity has it. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
