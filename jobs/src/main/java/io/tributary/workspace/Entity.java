package io.tributary.workspace;

import java.util.List;
import java.util.Optional;

/**
 * A canonical entity, as {@code schemas/entities/<name>.yaml} defines it.
 *
 * @param key the columns that identify a row; where they are optional, the ingest derives what is
 *     missing
 * @param takesIdentifiers whether a mapping may carry identifiers
 */
public record Entity(
    String name,
    String meaning,
    String labelZh,
    List<String> key,
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
   * @param check SQL condition over the entity's columns; a row for which it is false is rejected
   * @param namespace of an identifier column: the namespace whose values it holds
   */
  public record Column(
      String name,
      String type,
      boolean required,
      Optional<String> check,
      Personal personal,
      Optional<String> namespace,
      String meaning,
      String labelZh) {}

  /** The column of that name, if the entity has it. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }
}
